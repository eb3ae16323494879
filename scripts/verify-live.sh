#!/usr/bin/env bash
# Tries Postern against a real Microsoft 365 tenant, by device code, and looks at every doubtful fact of the reference
# sheet that can be seen from outside. Prints a report without secrets, addresses and ids (proto-docs/verify-live.md).
#
#   verify-live.sh --client-id GUID [--secret-file FILE] [--write] [--json FILE] …     --help tells all
#
# POSTERN_BIN names a directory with built programs, which are then used as they are; else they are built.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case " $* " in
  *" --list "* | *" --help "* | *" -h "* | *" --no-flow "* | *" --no-sign-in "*) ;;
  *)
    if [ -z "${POSTERN_BIN:-}" ]; then
      say "Building (a few minutes the first time)"
      swift build --package-path "$repository" -c release --product posternd \
        --explicit-target-dependency-import-check error >&2 || die "the build failed"
      POSTERN_BIN=$(swift build --package-path "$repository" -c release --show-bin-path)
      export POSTERN_BIN
    fi
    ;;
esac
PYTHONDONTWRITEBYTECODE=1 exec python3 "$repository/scripts/verify-live" "$@"
