#!/usr/bin/env bash
# Saves the newest messages of a mailbox as .eml files.  Usage: save-messages.sh ACCOUNT MAILBOX DIRECTORY [COUNT]
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../postern.sh"
[ $# -ge 3 ] || { sed -n 's/^# //p' "$0" >&2; exit 64; }

mkdir -p "$3"
params=$(jq -cn --arg account "$1" --arg mailbox "$2" --argjson limit "${4:-10}" '$ARGS.named')
number=0
postern_call listMessages "$params" | jq -r '.messages[].id' | while IFS= read -r id; do
  number=$((number + 1))
  postern_bytes getMessageSource "$(jq -cn --arg account "$1" --arg message "$id" '$ARGS.named')" > "$3/$number.eml"
  printf '%s\n' "$3/$number.eml"
done
