#!/usr/bin/env bash
# Sends a text read from standard input.  Usage: send.sh ACCOUNT TO SUBJECT < text
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../postern.sh"
[ $# = 3 ] || { sed -n 's/^# //p' "$0" >&2; exit 64; }

# The key makes a second try with the same text harmless.
params=$(jq -cn --arg account "$1" --arg to "$2" --arg subject "$3" --rawfile text /dev/stdin \
  '{account: $account, to: [{address: $to}], subject: $subject, text: $text}')
key=$(printf '%s' "$params" | sha256sum | cut -c1-32)
postern_call sendMessage "$(printf '%s' "$params" | jq -c --arg key "$key" '. + {idempotencyKey: $key}')"
