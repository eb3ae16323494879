#!/usr/bin/env bash
# Shows Postern at work: installs what it needs, builds it, starts a real OAuth provider, Dovecot and Postfix on loopback,
# signs a mailbox in, lists, reads and sends mail through the Unix socket, and cleans up. As root on Debian 12.
#
#   demo.sh [--keep]      --keep leaves everything running and says where the socket is and how to stop
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
keep=no
case ${1:-} in
  --keep) keep=yes ;;
  '') ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 64
    ;;
esac

# Colour only for eyes.
if [ -t 1 ]; then bold=$'\033[1m' plain=$'\033[0m' colour=-C; else bold='' plain='' colour=-M; fi
directory=$(mktemp -d /tmp/postern-demo.XXXXXX)
rig='' daemon=''

clean_up() {
  local status=$?
  if [ $keep = yes ] && [ $status = 0 ]; then return; fi
  [ $status = 0 ] || [ ! -s "$directory/log" ] || tail -n 20 "$directory/log" >&2
  [ -z "$daemon" ] || stop_daemon
  [ -z "$rig" ] || "$repository/scripts/rig/stop.sh" "$rig" || true
  rm -rf "$directory"
}
trap clean_up EXIT

build() {
  say "Installing what the build and the servers need"
  install_packages "${build_packages[@]}" "${test_packages[@]}"
  say "Building (a few minutes the first time)"
  swift build --package-path "$repository" -c release --explicit-target-dependency-import-check error >&2 ||
    die "the build failed"
  binaries=$(swift build --package-path "$repository" -c release --show-bin-path)
}

start_servers() {
  say "Starting an OAuth provider, Dovecot and Postfix on loopback"
  "$repository/scripts/rig/start.sh" > "$directory/rig.json"
  rig=$(jq -r .dir "$directory/rig.json")
  from_rig 'del(.pids, .users, .owned)'
}

from_rig() { jq -c "$1" "$directory/rig.json"; }
from_rig_text() { jq -r "$1" "$directory/rig.json"; }

start_daemon() {
  say "Starting posternd"
  export POSTERN_SOCKET=$directory/run/postern.sock
  from_rig '{
    tls: {caFile: .ca}, egress: {allow: ["127.0.0.0/8", "::1/128"]}, vault: {createKeyFile: true}, logLevel: "debug"}' > "$directory/config.json"
  "$binaries/posternd" --socket "$POSTERN_SOCKET" --state-directory "$directory/state" \
    --config "$directory/config.json" 2> "$directory/log" &
  daemon=$!
  local try
  for try in $(seq 200); do
    "$binaries/postern" ping > /dev/null 2>&1 && return
    kill -0 $daemon 2>/dev/null || die "posternd ended at once"
    sleep 0.05
  done
  die "posternd does not answer"
}

stop_daemon() {
  kill "$daemon" 2>/dev/null || true
  wait "$daemon" 2>/dev/null || true
}

# ask METHOD [PARAMS]: one call, shown with its answer, which stays in $answer.
ask() {
  local params=${2:-'{}'}
  printf '\n%s→ %s%s ' "$bold" "$1" "$plain"
  printf '%s\n' "$params" | jq $colour .
  answer=$("$binaries/postern" call "$1" "$params") || {
    printf '%s\n' "$answer"
    die "$1 failed"
  }
  printf '%s←%s ' "$bold" "$plain"
  # Long texts are shortened for the eye only.
  printf '%s\n' "$answer" | jq $colour '(.. | strings | select(length > 160)) |= .[:157] + "…"'
}

of_answer() { printf '%s\n' "$answer" | jq -r "$1"; }

consent() {
  say "The browser: $2 opens the address above and clicks Allow"
  callback=$(curl -sS --fail --cacert "$(from_rig_text .ca)" -o /dev/null -w '%{redirect_url}' \
    --data-urlencode "user=$2" -d ok=1 "$1")
  printf 'and is sent back to %s\n' "$callback" | cut -c1-110
}

sign_in() {
  say "An OAuth app, as the operator registers it once"
  ask registerApp "$(from_rig '{
    name: "Demo", provider: "oidc", clientId: .clients.confidential.clientId,
    clientSecret: .clients.confidential.clientSecret, issuer: .issuer, redirectURLs: .redirectURLs,
    imap: .imaps, smtp: .submission}')"
  local app
  app=$(of_answer .app.id)
  say "Alice signs in by OAuth 2.0"
  ask authorizeURL "$(jq -cn --arg app "$app" '{app: $app, loginHint: "alice@example.test"}')"
  consent "$(of_answer .url)" alice@example.test
  ask exchangeCode "$(jq -cn --arg url "$callback" '{callbackURL: $url}')"
  alice=$(of_answer .account.id)
  say "Bob has a password"
  ask addAccount "$(from_rig '{
    address: "bob@example.test", password: .users[1].password, imap: .imaps, smtp: .submission}')"
  bob=$(of_answer .account.id)
}

# params NAME VALUE…: a JSON object of texts
params() { jq -cn '[range(0; $ARGS.positional | length; 2) as $at | {($ARGS.positional[$at]): $ARGS.positional[$at + 1]}] | add' --args -- "$@"; }

# newest ACCOUNT SUBJECT: lists until a message with that subject is there, then shows the list.
newest() {
  local try
  for try in $(seq 100); do
    "$binaries/postern" call listMessages "$(params account "$1" mailbox INBOX)" |
      jq -e --arg subject "$2" 'any(.messages[]; .subject == $subject)' > /dev/null && break
    sleep 0.1
  done
  ask listMessages "$(params account "$1" mailbox INBOX | jq -c '. + {limit: 3}')"
}

mail() {
  say "Alice's mailboxes"
  ask listMailboxes "$(params account "$alice")"
  say "Alice writes to Bob"
  ask sendMessage "$(jq -cn --arg account "$alice" '{
    account: $account, to: [{name: "Bob", address: "bob@example.test"}], subject: "Grüße über den Unix-Socket",
    text: "Hello Bob,\n\nthis went through a Unix socket.\n", html: "<p>Hello Bob,</p><p>this went through a Unix socket.</p>",
    attachments: [{filename: "notes.txt", contentType: "text/plain", content: ("Some notes.\n" | @base64)}],
    idempotencyKey: "demo-1"}')"
  say "It arrives"
  newest "$bob" "Grüße über den Unix-Socket"
  ask getMessage "$(params account "$bob" message "$(of_answer '.messages[0].id')")"
  say "Bob answers"
  ask sendMessage "$(of_answer . | jq -c --arg account "$bob" '{
    account: $account, to: .from, subject: ("Re: " + .subject), text: "It did.\n", inReplyTo: .messageId}')"
  newest "$alice" "Re: Grüße über den Unix-Socket"
  say "Alice's access token ends, and the daemon is started anew: she is still signed in, renewed unseen"
  curl -sS --fail --cacert "$(from_rig_text .ca)" -o /dev/null -d user=alice@example.test "$(from_rig_text .control)/expire"
  stop_daemon
  start_daemon
  ask sendMessage "$(params account "$alice" subject "One more" text "Still signed in." |
    jq -c '. + {to: [{address: "bob@example.test"}]}')"
  newest "$bob" "One more"
  ask getAccount "$(params account "$alice")"
  ask getHealth
}

build
start_servers
start_daemon
ask getInfo
sign_in
mail

if [ $keep = yes ]; then
  say "Everything is left running"
  printf 'POSTERN_SOCKET=%s\nstop with: kill %s; %s/scripts/rig/stop.sh %s; rm -rf %s\n' \
    "$POSTERN_SOCKET" "$daemon" "$repository" "$rig" "$directory"
  disown "$daemon"
else
  say "Done; everything is stopped and removed"
fi
