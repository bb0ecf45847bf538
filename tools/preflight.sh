#!/bin/sh
# Finds a Python 3.11 or newer that can make environments, and says what is missing and how to
# bring it. Prints the Python's path. With "browser": looks for a Chromium too.
set -eu

if command -v apt-get >/dev/null 2>&1; then
    bring_python="sudo apt-get install python3 python3-venv"
    bring_browser="sudo apt-get install chromium"
elif command -v dnf >/dev/null 2>&1; then
    bring_python="sudo dnf install python3.12"
    bring_browser="sudo dnf install chromium"
elif command -v brew >/dev/null 2>&1; then
    bring_python="brew install python@3.12"
    bring_browser="brew install --cask chromium, and put it on the PATH"
else
    bring_python="install Python 3.11 or newer with its venv module"
    bring_browser="install Chromium"
fi

# A stand-in on the PATH may answer nothing: each candidate is asked to prove itself.
able='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11)); '
for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3; do
    if "$candidate" -c "$able" >/dev/null 2>&1; then
        found=$("$candidate" -c 'import sys; print(sys.executable)')
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "Missing: Python 3.11 or newer with venv. Bring it: $bring_python" >&2
    exit 1
fi

if [ "${1:-}" = browser ]; then
    for candidate in chromium chromium-browser; do
        command -v "$candidate" >/dev/null 2>&1 && browser=$candidate && break
    done
    if [ -z "${browser:-}" ]; then
        echo "Missing: Chromium, for the browser tests. Bring it: $bring_browser" >&2
        exit 1
    fi
fi

echo "$found"
