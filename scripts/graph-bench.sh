#!/usr/bin/env bash
# Measures Postern over Graph beside Microsoft's SDK and a minimal program with requests, on one sandbox tenant. Debian 12.
#
#   graph-bench.sh [--short] [--messages N] [--list N] [--read N] [--send N] [--rounds N] [--latency MS…] [--assert]
#
# --short: a small mailbox and one round, to see that it works. --assert: a missed aim is a failure.
# POSTERN_BIN and SANDBOX_BIN name built programs.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --short) options+=(--messages 1000 --list 200 --read 50 --send 10 --rounds 1 --latency 0) ;;
    --assert | --messages | --list | --read | --send | --rounds | --latency | [0-9]*) options+=("$1") ;;
    *)
      sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 64
      ;;
  esac
  shift
done

if [ -z "${POSTERN_BIN:-}" ] || [ -z "${SANDBOX_BIN:-}" ]; then
  install_packages "${build_packages[@]}" python3 python3-venv
  say "Building"
  for product in posternd postern-sandbox; do
    swift build --package-path "$repository" -c release --product $product \
      --explicit-target-dependency-import-check error >&2 || die "the build failed"
  done
  built=$(swift build --package-path "$repository" -c release --show-bin-path)
fi
python=$(python_environment "$repository/Tests/Sandbox/requirements.txt")
PYTHONDONTWRITEBYTECODE=1 "$python" "$repository/Tests/Benchmarks/graph_bench.py" \
  --posternd "${POSTERN_BIN:-$built/posternd}" --sandbox "${SANDBOX_BIN:-$built/postern-sandbox}" "${options[@]}"
