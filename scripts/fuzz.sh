#!/usr/bin/env bash
# Feeds the parsers of outside bytes.
#
#   fuzz.sh [--seconds N] [ENTRY…]     libFuzzer with the address sanitizer, N seconds an entry (60)
#   fuzz.sh --replay [N]               the stored inputs and N mutations of each entry (3,000), in the debug build;
#                                      needs `swift build --product postern-fuzz` to have run
#
# Inputs that crash are kept in .build/fuzz/crashes, inputs that reach new code in .build/fuzz/corpus.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# Swift's crash handler forks a process that trips the sanitizer and holds the output open.
export SWIFT_BACKTRACE=enable=no

check_that_none_is_left_out() {
  local file name
  for file in "$repository"/Tests/Fuzz/*FuzzEntry.swift; do
    name=$(sed -nE 's/^enum ([A-Za-z]+Fuzz) .*/\1/p' "$file")
    grep -q "\b$name\.entries" "$repository/Tests/Fuzz/FuzzEntries.swift" ||
      die "$name ($file) is not in Tests/Fuzz/FuzzEntries.swift"
  done
}

replay() {
  local program
  program=$(swift build --package-path "$repository" --show-bin-path)/postern-fuzz
  "$program" replay "$repository/Tests/Fuzz/Corpus" "$1"
}

build() {
  local toolchain runtime
  toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
  runtime=$(ls "$toolchain"/lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-"$(uname -m)".a | tail -n 1)
  swift build --package-path "$repository" --scratch-path "$repository/.build/fuzz" -c release --product postern-fuzz \
    --sanitize address -Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table \
    -Xlinker --export-dynamic -Xlinker --whole-archive -Xlinker "$runtime" -Xlinker --no-whole-archive \
    -Xlinker -lstdc++
}

fuzz() {
  local seconds=$1 program entry failed=0
  shift
  program=$repository/.build/fuzz/release/postern-fuzz
  [ $# -gt 0 ] || set -- $("$program" list)
  mkdir -p "$repository/.build/fuzz/crashes"
  for entry in "$@"; do
    say "$entry, $seconds s"
    mkdir -p "$repository/.build/fuzz/corpus/$entry"
    POSTERN_FUZZ_ENTRY=$entry "$program" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=4096 \
      -print_final_stats=1 -artifact_prefix="$repository/.build/fuzz/crashes/$entry-" \
      "$repository/.build/fuzz/corpus/$entry" "$repository/Tests/Fuzz/Corpus/$entry" 2>&1 | tail -n 12 || failed=1
  done
  return $failed
}

check_that_none_is_left_out
seconds=60
case ${1:-} in
  --replay) replay "${2:-3000}"; exit ;;
  --seconds) seconds=$2; shift 2 ;;
  -*) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 64 ;;
esac
build
fuzz "$seconds" "$@"
