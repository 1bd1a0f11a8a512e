"""Starts llama.cpp's own HTTP server, as the package xllamacpp carries it, on 127.0.0.1.

    LLAMA_API_KEY=… python3 llama_server.py MODEL PORT

Without the variable it asks for no key, like `llama-server` without `--api-key`.
"""

import os
import signal
import sys

import xllamacpp

settings = xllamacpp.CommonParams()
settings.model.path = sys.argv[1]
settings.n_ctx = 256
settings.port = int(sys.argv[2])
key = os.environ.get("LLAMA_API_KEY")
settings.api_keys = [key] if key else []
server = xllamacpp.Server(settings)
print("listening on", server.listening_address, flush=True)
signal.pause()
