#!/usr/bin/env bash
# Installs what is needed, then lints, builds and runs every test, real servers included (as root on Debian 12).
# The last line is `N passed, N failed` over all of it; the exit status is 0 only when none failed.
#
#   test.sh [--no-install] [SECTION…]      sections: lint imports build swift fuzz interop sandbox contract
#                                          signin; all when none is named. POSTERN_SIGNIN=long runs signin at
#                                          length: 1,000 rounds of kill -9, 1,000 accounts after a restart
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$repository" || exit 1
build_flags=(--explicit-target-dependency-import-check error)
reports=$repository/.build/reports
passed=0 failed=0 failures=()

# section NAME COMMAND…: runs it with its title and its time. It counts itself.
section() {
  local name=$1 began=$SECONDS
  shift
  [[ " $wanted " == *" $name "* ]] || return 0
  say "$name"
  "$@"
  printf '   %s: %d s\n' "$name" $((SECONDS - began)) >&2
}

# one COMMAND…: counts as one test.
one() {
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1)) failures+=("$*")
  fi
}

# count_report STATUS NAME FILE: adds up a JUnit report. A failing command whose report tells of no failure is one itself.
count_report() {
  local status=$1 name=$2 told
  mapfile -t told < <(python3 - "$3" <<'PYTHON'
import sys, xml.etree.ElementTree as tree
good, bad = 0, []
try:
    cases = list(tree.parse(sys.argv[1]).getroot().iter("testcase"))
except (OSError, tree.ParseError):
    cases = []
for case in cases:
    fault = next((found for kind in ("failure", "error") if (found := case.find(kind)) is not None), None)
    if fault is not None:
        why = " ".join((fault.get("message") or "").split())[:200]
        bad.append(f"{case.get('classname')}.{case.get('name')}: {why}")
    elif case.find("skipped") is None:
        good += 1
print(good, *bad, sep="\n")
PYTHON
  )
  [ ${#told[@]} != 0 ] || told=(0 "$name: its report could not be read")
  if [ "$status" != 0 ] && [ ${#told[@]} = 1 ]; then told+=("$name: exit status $status, and no test said why"); fi
  if [ "$status" = 0 ] && [ "${told[0]}" = 0 ]; then told+=("$name: no test ran"); fi
  passed=$((passed + told[0])) failed=$((failed + ${#told[@]} - 1))
  failures+=("${told[@]:1}")
}

install() {
  install_packages "${build_packages[@]}" "${test_packages[@]}" "${client_packages[@]}" || die "the packages could not be installed"
}

lint() {
  one swift format lint --strict --recursive --parallel Package.swift Sources Tests
  one check_shell
}

check_shell() {
  local file bad=0
  while IFS= read -r file; do
    bash -n "$file" || bad=1
  done < <(grep -lrE '^#!(/usr/bin/env bash|/bin/(ba)?sh)' scripts clients packaging .ci; ls clients/shell/*.sh scripts/lib.sh)
  return $bad
}

build() {
  # Its word is not enough: it can print "Build complete!" after a forbidden import, and exit with 1.
  one swift build --build-tests "${build_flags[@]}"
}

swift_tests() {
  local status
  rm -f "$reports"/swift*.xml
  swift test --skip-build "${build_flags[@]}" --parallel --xunit-output "$reports/swift.xml"
  status=$?
  count_report $status swift "$reports/swift-swift-testing.xml"
}

fuzz() { one "$repository/scripts/fuzz.sh" --replay; }

interop() {
  local python status
  python=$(python_environment "$repository/scripts/rig/requirements.txt") || {
    one false "no Python environment"
    return
  }
  rm -f "$reports/interop.xml"
  POSTERN_BIN=${POSTERN_BIN:-$(swift build --show-bin-path)/posternd} PYTHONDONTWRITEBYTECODE=1 \
    "$python" -m pytest -p no:cacheprovider -q --junitxml "$reports/interop.xml" \
    Tests/Interop clients/python/tests clients/shell/tests
  status=$?
  count_report $status interop "$reports/interop.xml"
}

# Clients that nobody here wrote, unmodified, on the sandbox tenant; its facts turned round, one by one; and five seconds
# of 64 clients on a big mailbox, where only errors count.
sandbox() {
  local python status
  export SANDBOX_BIN=${SANDBOX_BIN:-$(swift build --show-bin-path)/postern-sandbox}
  one "$repository/scripts/sandbox-bench.sh" --short
  python=$(python_environment "$repository/Tests/Sandbox/requirements.txt") || {
    one false "no Python environment"
    return
  }
  rm -f "$reports/sandbox.xml"
  PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -p no:cacheprovider -q --timeout 60 -W ignore::DeprecationWarning \
    --junitxml "$reports/sandbox.xml" Tests/Sandbox
  status=$?
  count_report $status sandbox "$reports/sandbox.xml"
}

# The same bodies of tests at three doors: the rig, the sandbox's IMAP and SMTP, the sandbox's Graph; forged ids; faults.
contract() {
  local python status binaries
  binaries=$(swift build --show-bin-path)
  python=$(python_environment "$repository/Tests/Contract/requirements.txt") || {
    one false "no Python environment"
    return
  }
  export POSTERN_BIN=${POSTERN_BIN:-$binaries/posternd} SANDBOX_BIN=${SANDBOX_BIN:-$binaries/postern-sandbox}
  # Only that it runs: what it measures says nothing of a debug build.
  one "$repository/scripts/graph-bench.sh" --short
  rm -f "$reports/contract.xml"
  PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -p no:cacheprovider -q --timeout 120 --junitxml "$reports/contract.xml" Tests/Contract
  status=$?
  count_report $status contract "$reports/contract.xml"
}

# Sign-ins and tokens through the daemon: every refusal, one refresh for all, kill -9 in a hundred rounds, abuse, each flow.
signin() {
  local python status binaries
  binaries=$(swift build --show-bin-path)
  python=$(python_environment "$repository/Tests/Contract/requirements.txt") || {
    one false "no Python environment"
    return
  }
  export POSTERN_BIN=${POSTERN_BIN:-$binaries/posternd} SANDBOX_BIN=${SANDBOX_BIN:-$binaries/postern-sandbox}
  rm -f "$reports/signin.xml"
  PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -p no:cacheprovider -q --timeout 120 --junitxml "$reports/signin.xml" Tests/SignIn
  status=$?
  count_report $status signin "$reports/signin.xml"
}

must_install=yes
if [ "${1:-}" = --no-install ]; then
  must_install=no
  shift
fi
wanted=${*:-lint imports build swift fuzz interop sandbox contract signin}
for name in $wanted; do
  [[ " lint imports build swift fuzz interop sandbox contract signin " == *" $name "* ]] || die "unknown section: $name"
done
mkdir -p "$reports"
[ $must_install = no ] || install
section lint lint
section imports one "$repository/scripts/check-imports"
section build build
section swift swift_tests
section fuzz fuzz
section interop interop
section sandbox sandbox
section contract contract
section signin signin
# Last, because of a long log only the end is read.
for failure in "${failures[@]}"; do printf 'FAILED: %s\n' "$failure"; done
printf '\n%d s\n%d passed, %d failed\n' $SECONDS $passed $failed
[ $failed = 0 ] && [ $passed != 0 ]
