#!/usr/bin/env bash
# Measures the sandbox tenant with a big mailbox: start, first page, memory, and 64 clients at once. Debian 12.
#
#   sandbox-bench.sh [--short] [--messages N] [--seconds N] [--clients N] [--assert]
#
# --short: five seconds of clients. --assert: a missed aim is a failure, too. SANDBOX_BIN names a built postern-sandbox.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --short) options+=(--seconds 5) ;;
    --assert) options+=(--assert) ;;
    --messages | --seconds | --clients)
      [ $# -gt 1 ] || die "$1 needs a number"
      options+=("$1" "$2")
      shift
      ;;
    *)
      sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 64
      ;;
  esac
  shift
done

program=${SANDBOX_BIN:-}
if [ -z "$program" ]; then
  install_packages "${build_packages[@]}" python3
  say "Building"
  swift build --package-path "$repository" -c release --product postern-sandbox \
    --explicit-target-dependency-import-check error >&2 || die "the build failed"
  program=$(swift build --package-path "$repository" -c release --show-bin-path)/postern-sandbox
fi
python3 "$repository/Tests/Benchmarks/sandbox_bench.py" "$program" "${options[@]}"
