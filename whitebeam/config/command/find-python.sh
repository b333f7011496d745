# Sourced by ./run and ./test: sets `python` to a Python that is new enough, or says what is missing.
python=
for candidate in "${WHITEBEAM_PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Whitebeam needs Python 3.11 or newer: install it (on Debian: apt-get install python3 python3-venv)," \
        "or name it in WHITEBEAM_PYTHON." >&2
    exit 2
fi
export PYTHONPATH=$PWD
