#!/usr/bin/env bash
# Sends a file of any size, uploaded in pieces.  Usage: send-file.sh ACCOUNT TO FILE
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../postern.sh"
[ $# = 3 ] || { sed -n 's/^# //p' "$0" >&2; exit 64; }

blob=$(postern_upload "$3")
params=$(jq -cn --arg account "$1" --arg to "$2" --arg name "$(basename -- "$3")" --arg blob "$blob" \
  '{account: $account, to: [{address: $to}], subject: $name, text: "",
    attachments: [{filename: $name, contentType: "application/octet-stream", blob: $blob}]}')
postern_call sendMessage "$params"
postern_call deleteBlob "$(postern_params blob "$blob")" >/dev/null
