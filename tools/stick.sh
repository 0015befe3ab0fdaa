#!/bin/sh
# Tenken from a stick, on a machine where nothing may be installed: what it needs lies in lib/ beside this file, what it
# keeps (its key) in data/. On the machine itself it writes nothing but the file that it is told to write.
here=$(dirname "$(readlink -f "$0")")
export PYTHONPATH="$here/lib" PYTHONDONTWRITEBYTECODE=1 PYTHONNOUSERSITE=1
exec python3 -m tenken.cli --data "$here/data" "$@"
