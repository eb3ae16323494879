#!/usr/bin/env bash
# Stops what start.sh started, and removes its directory.  Usage: stop.sh DIR [--keep-state]
set -euo pipefail
exec python3 "$(dirname "${BASH_SOURCE[0]}")/rig.py" stop "$@"
