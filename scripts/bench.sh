#!/usr/bin/env bash
# Measures Postern beside raw C and Python, in one run, and prints a table with ratios and aims. It asserts nothing.
# As root on Debian 12, on a machine that does nothing else.
#
#   bench.sh [--without-daemon] [--messages N] [--seconds N]
#
# --without-daemon measures only what Postern is compared with. POSTERN_BIN names a built posternd.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
benchmarks=$repository/Tests/Benchmarks
options=() daemon=yes
while [ $# -gt 0 ]; do
  case $1 in
    --without-daemon) daemon=no ;;
    --messages | --seconds)
      [ $# -gt 1 ] || die "$1 needs a number"
      options+=("$1" "$2")
      shift
      ;;
    *)
      sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 64
      ;;
  esac
  shift
done

directory=$(mktemp -d /tmp/postern-bench.XXXXXX)
rig=''
clean_up() {
  [ -z "$rig" ] || "$repository/scripts/rig/stop.sh" "$rig" || true
  rm -rf "$directory"
}
trap clean_up EXIT

say "Installing what the build, the servers and the comparison need"
install_packages gcc libc6-dev "${build_packages[@]}" "${test_packages[@]}" >&2
python=$(python_environment "$benchmarks/requirements.txt")

say "Building"
for program in echo load fetch; do
  libraries=()
  [ $program != fetch ] || libraries=(-lssl -lcrypto)
  cc -O2 -Wall -Wextra -Werror -o "$directory/$program" "$benchmarks/$program.c" "${libraries[@]}"
done
if [ $daemon = yes ]; then
  if [ -z "${POSTERN_BIN:-}" ]; then
    swift build --package-path "$repository" -c release --explicit-target-dependency-import-check error >&2 ||
      die "the build failed"
    POSTERN_BIN=$(swift build --package-path "$repository" -c release --show-bin-path)/posternd
  fi
  options+=(--posternd "$POSTERN_BIN")
fi

say "Starting the servers"
"$repository/scripts/rig/start.sh" > "$directory/rig.json"
rig=$(jq -r .dir "$directory/rig.json")

say "Measuring"
PYTHONDONTWRITEBYTECODE=1 "$python" "$benchmarks/bench.py" --programs "$directory" --rig "$directory/rig.json" "${options[@]}"
