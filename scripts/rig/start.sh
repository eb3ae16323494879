#!/usr/bin/env bash
# Starts the real servers that the tests run against: an OAuth provider, Dovecot and Postfix, on loopback.
#
#   start.sh [--dir DIR]      state goes to DIR (a fresh directory under /tmp when absent)
#
# Prints one line of JSON: endpoints, users, clients, CA file, process ids and the directory for stop.sh.
# Ports are free ones unless RIG_IMAP_PORT, RIG_IMAPS_PORT, RIG_SUBMISSION_PORT, RIG_SUBMISSIONS_PORT or
# RIG_PROVIDER_PORT say otherwise. Needs root (Postfix's master does); Dovecot runs as RIG_USER (default: dovecot).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../lib.sh"
python=${RIG_PYTHON:-$(python_environment "$here/requirements.txt")}
exec "$python" "$here/rig.py" start "$@"
