#!/usr/bin/env bash
# Prints the unread messages in the inbox of every account: address, date, sender, subject.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../postern.sh"

postern_call listAccounts | jq -c '.accounts[]' | while IFS= read -r account; do
  params=$(printf '%s' "$account" | jq -c '{account: .id, mailbox: "INBOX", unseen: true, limit: 20}')
  postern_call listMessages "$params" |
    jq -r --argjson account "$account" \
      '.messages[] | [$account.address, .receivedAt, .from[0].address // "-", .subject // "-"] | @tsv'
done
