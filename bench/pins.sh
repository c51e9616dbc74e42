#!/usr/bin/env bash
# Writes the pins anew: versions with hashes, no addresses. Needs uv.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="bench/pins.sh"
uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements.txt
uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements-dev.txt
