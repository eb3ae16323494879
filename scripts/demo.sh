#!/usr/bin/env bash
# Shows Postern at work: builds it, starts a server for it on loopback, signs a mailbox in, lists, reads and sends mail
# through the Unix socket, and cleans up. Debian 12. By itself it uses the sandbox tenant of this repository, a small fake
# Microsoft 365, and shows both base scopes, a sign-in on another device and a shared mailbox; nothing but the build's
# packages, curl and jq is needed.
#
#   demo.sh [--browser] [--keep]    --browser lets you click the consent page; --keep leaves everything running
#   demo.sh --rig [--keep]          a real OAuth provider, Dovecot and Postfix instead; as root
#
# POSTERN_BIN names a directory with built programs, which are then used as they are.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
keep=no browser=no servers=sandbox
while [ $# -gt 0 ]; do
  case $1 in
    --keep) keep=yes ;;
    --browser) browser=yes ;;
    --rig) servers=rig ;;
    *)
      sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 64
      ;;
  esac
  shift
done
[ "$servers$browser" != rigyes ] || die "--browser is for the sandbox"

# Colour only for eyes.
if [ -t 1 ]; then bold=$'\033[1m' plain=$'\033[0m' colour=-C; else bold='' plain='' colour=-M; fi
directory=$(mktemp -d /tmp/postern-demo.XXXXXX)
rig='' daemon='' sandbox='' redirect=http://localhost/callback

clean_up() {
  local status=$?
  if [ $keep = yes ] && [ $status = 0 ]; then return; fi
  [ $status = 0 ] || [ ! -s "$directory/log" ] || tail -n 20 "$directory/log" >&2
  [ -z "$daemon" ] || stop_daemon
  [ -z "$sandbox" ] || { kill "$sandbox" && wait "$sandbox"; } 2>/dev/null || true
  [ -z "$rig" ] || "$repository/scripts/rig/stop.sh" "$rig" || true
  rm -rf "$directory"
}
trap clean_up EXIT

# Everything that the two kinds of demonstration share.

build() {
  local packages=("${build_packages[@]}" curl jq)
  [ $servers = sandbox ] || packages+=("${test_packages[@]}")
  if [ -n "${POSTERN_BIN:-}" ]; then
    binaries=$POSTERN_BIN
    return
  fi
  say "Installing what the build needs, where it is not there already"
  install_packages "${packages[@]}"
  say "Building (a few minutes the first time)"
  swift build --package-path "$repository" -c release --explicit-target-dependency-import-check error >&2 ||
    die "the build failed"
  binaries=$(swift build --package-path "$repository" -c release --show-bin-path)
}

# start_daemon: with $directory/config.json.
start_daemon() {
  say "Starting posternd"
  export POSTERN_SOCKET=$directory/run/postern.sock
  "$binaries/posternd" --socket "$POSTERN_SOCKET" --state-directory "$directory/state" \
    --config "$directory/config.json" 2>> "$directory/log" &
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

# mail WRITER HIS-NAME READER HIS-NAME HIS-ADDRESS: a letter and its answer, and the writer's token renewed after a restart.
mail() {
  local writer=$1 reader=$3
  say "$2's mailboxes"
  ask listMailboxes "$(params account "$writer")"
  say "$2 writes to $4"
  ask sendMessage "$(jq -cn --arg account "$writer" --arg name "$4" --arg address "$5" '{
    account: $account, to: [{name: $name, address: $address}], subject: "Grüße über den Unix-Socket",
    text: "Hello,\n\nthis went through a Unix socket.\n", html: "<p>Hello,</p><p>this went through a Unix socket.</p>",
    attachments: [{filename: "notes.txt", contentType: "text/plain", content: ("Some notes.\n" | @base64)}],
    idempotencyKey: "demo-1"}')"
  say "It arrives"
  newest "$reader" "Grüße über den Unix-Socket"
  ask getMessage "$(params account "$reader" message "$(of_answer '.messages[0].id')")"
  say "$4 answers"
  ask sendMessage "$(of_answer . | jq -c --arg account "$reader" '{
    account: $account, to: .from, subject: ("Re: " + .subject), text: "It did.\n", inReplyTo: .messageId}')"
  newest "$writer" "Re: Grüße über den Unix-Socket"
  say "$2's access token ends, and the daemon is started anew: the sign-in lasts, renewed unseen"
  end_tokens
  stop_daemon
  start_daemon
  ask sendMessage "$(params account "$writer" subject "One more" text "Still signed in." |
    jq -c --arg address "$5" '. + {to: [{address: $address}]}')"
  newest "$reader" "One more"
  ask getAccount "$(params account "$writer")"
}

# The sandbox tenant.

from_sandbox() { jq -c "$1" "$directory/sandbox.json"; }
from_sandbox_text() { jq -r "$1" "$directory/sandbox.json"; }
# control PATH JSON: turns something in the tenant.
control() {
  curl -sS --fail --cacert "$(from_sandbox_text .ca)" -o /dev/null --json "$2" "$(from_sandbox_text .control)/$1"
}

start_sandbox() {
  say "Starting postern-sandbox: Entra, Graph, IMAP and SMTP of a fake Microsoft 365, in memory"
  local ports=(--port 0 --imap-port 0 --smtp-port 0)
  [ $browser = no ] || ports+=(--http-port 0)
  "$binaries/postern-sandbox" "${ports[@]}" > "$directory/sandbox.json" 2>> "$directory/log" &
  sandbox=$!
  local try
  for try in $(seq 200); do
    [ -s "$directory/sandbox.json" ] && break
    kill -0 $sandbox 2>/dev/null || die "postern-sandbox ended at once"
    sleep 0.05
  done
  from_sandbox '{https, imap, smtp, control, people: [.people[].userPrincipalName], apps: [.apps[].name]}' | jq $colour .
  say "It says how posternd is to be configured for it: a named cloud, a CA, and leave to go to this machine"
  from_sandbox '.configuration + {vault: {createKeyFile: true}, logLevel: "debug"}' > "$directory/config.json"
  if [ $browser = yes ]; then
    # In clear to the browser, which does not know the CA; the daemon's own listener takes the redirect.
    jq --arg host "$(from_sandbox_text .http)" \
      '.clouds.sandbox += {loginHost: $host, graphRoot: $host} | .listener = {enabled: true}' "$directory/config.json" > "$directory/config"
    mv "$directory/config" "$directory/config.json"
    redirect=http://localhost:8017/oauth
  fi
  jq $colour . "$directory/config.json"
}

# consent ADDRESS PERSON: sets $callback to where the browser is sent after the person agreed.
consent() {
  say "The browser: $2 opens the address above and clicks Accept"
  callback=$(curl -sS --fail --cacert "$(from_sandbox_text .ca)" -o /dev/null -w '%{redirect_url}' \
    -H "X-Sandbox-User: $2" "$1")
  printf 'and is sent back to %s\n' "$callback" | cut -c1-110
}

# click ADDRESS PERSON: waits until somebody signed in.
click() {
  say "Please open this address in your browser and sign in as $2, password $(
    jq -r --arg name "$2" '.people[] | select(.userPrincipalName == $name).password' "$directory/sandbox.json")"
  printf '%s\n' "$1"
}

# outlook_app NAME SCOPE: registers the sandbox's app of that name; its id stays in $app.
outlook_app() {
  ask registerApp "$(jq -c --arg name "$1" --arg scope "$2" --arg redirect "$redirect" '.apps[] | select(.name == $name) | {
    name, provider: "outlook", cloud: "sandbox", authority: "organizations", clientId, clientSecret: .secret,
    baseScopes: [$scope], redirectURLs: [$redirect]}' "$directory/sandbox.json")"
  app=$(of_answer .app.id)
}

# sign_in APP PERSON: the account stays in $account.
sign_in() {
  ask authorizeURL "$(jq -cn --arg app "$1" --arg hint "$2" '{app: $app, loginHint: $hint}')"
  if [ $browser = yes ]; then
    click "$(of_answer .url)" "$2"
    ask awaitSignIn "$(of_answer . | jq -c '{state, timeoutMs: 600000}')"
  else
    consent "$(of_answer .url)" "$2"
    ask exchangeCode "$(jq -cn --arg url "$callback" '{callbackURL: $url}')"
  fi
  account=$(of_answer .account.id)
}

end_tokens() {
  if [ $servers = sandbox ]; then
    control tokens/expire '{}'
  else
    curl -sS --fail --cacert "$(from_rig_text .ca)" -o /dev/null -d user=alice@example.test "$(from_rig_text .control)/expire"
  fi
}

# enter_code PERSON: what the person does on any device with the code in $answer.
enter_code() {
  local code
  code=$(of_answer .userCode)
  if [ $browser = yes ]; then
    click "$(from_sandbox_text .http)/common/oauth2/deviceauth" "$1"
    printf 'It asks for the code %s.\n' "$code"
    return
  fi
  say "$1 opens the page on a telephone, enters the code and clicks Accept"
  curl -sS --fail --cacert "$(from_sandbox_text .ca)" -o /dev/null -H "X-Sandbox-User: $1" \
    --data-urlencode "otc=$code" "$(from_sandbox_text .https)/common/oauth2/deviceauth"
}

# device_login APP PERSON: the account stays in $account.
device_login() {
  ask startDeviceLogin "$(params app "$1" expectedEmail "$2")"
  local login
  login=$(of_answer '{login, timeoutMs: 600000}')
  enter_code "$2"
  say "Meanwhile the daemon asks by itself; whoever wants to know waits"
  ask awaitDeviceLogin "$login"
  account=$(of_answer .account.id)
}

show_device_login() {
  local adele support
  say "A program without a browser: a public app, which needs neither secret nor redirect, and a short code for the user"
  ask registerApp "$(from_sandbox '.apps[] | select(.name == "postern-native") | {
    name, provider: "outlook", cloud: "sandbox", authority: "organizations", clientId, baseScopes: ["imap"], redirectURLs: []}')"
  device_login "$(of_answer .app.id)" adele@contoso.example
  adele=$account
  say "Adele has rights to a shared mailbox: her sign-in opens that, too"
  ask addAccount "$(params grantOf "$adele" mailbox support@contoso.example name Support)"
  support=$(of_answer .account.id)
  ask listMessages "$(params account "$support" mailbox INBOX | jq -c '. + {limit: 2}')"
  ask sendMessage "$(params account "$support" subject "From all of us" text "Support answers." |
    jq -c '. + {to: [{address: "bruno@contoso.example"}]}')"
  say "Who depends on Adele's sign-in is told before it is lost"
  "$binaries/postern" call deleteAccount "$(params account "$adele")" 2>&1 || true
}

show_graph() {
  local chloe kenji
  say "The other base scope: an app for Microsoft Graph. The same calls, over other wires"
  outlook_app postern-graph graph
  say "Chloe and Kenji sign in to it"
  sign_in "$app" chloe@contoso.example
  chloe=$account
  sign_in "$app" kenji@contoso.example
  kenji=$account
  mail "$chloe" Chloe "$kenji" Kenji kenji@contoso.example
  say "What differs between the two is declared: capabilities of Chloe's account, as getAccount shows them"
  "$binaries/postern" call getAccount "$(params account "$chloe")" | jq $colour .account.capabilities
}

sandbox_demo() {
  local adele bruno
  start_sandbox
  start_daemon
  ask getInfo
  say "One base scope: an app for IMAP and SMTP, as the operator registers it once"
  outlook_app postern-imap imap
  say "Adele and Bruno sign in by OAuth 2.0"
  sign_in "$app" adele@contoso.example
  adele=$account
  sign_in "$app" bruno@contoso.example
  bruno=$account
  mail "$adele" Adele "$bruno" Bruno bruno@contoso.example
  show_device_login
  show_graph
  ask getHealth
}

# The rig: a real OAuth provider, Dovecot and Postfix.

from_rig() { jq -c "$1" "$directory/rig.json"; }
from_rig_text() { jq -r "$1" "$directory/rig.json"; }

start_servers() {
  say "Starting an OAuth provider, Dovecot and Postfix on loopback"
  "$repository/scripts/rig/start.sh" > "$directory/rig.json"
  rig=$(jq -r .dir "$directory/rig.json")
  from_rig 'del(.pids, .users, .owned)'
  from_rig '{
    tls: {caFile: .ca}, egress: {allow: ["127.0.0.0/8", "::1/128"]}, vault: {createKeyFile: true}, logLevel: "debug"}' > "$directory/config.json"
}

rig_consent() {
  say "The browser: $2 opens the address above and clicks Allow"
  callback=$(curl -sS --fail --cacert "$(from_rig_text .ca)" -o /dev/null -w '%{redirect_url}' \
    --data-urlencode "user=$2" -d ok=1 "$1")
  printf 'and is sent back to %s\n' "$callback" | cut -c1-110
}

rig_demo() {
  local alice bob
  start_servers
  start_daemon
  ask getInfo
  say "An OAuth app, as the operator registers it once"
  ask registerApp "$(from_rig '{
    name: "Demo", provider: "oidc", clientId: .clients.confidential.clientId,
    clientSecret: .clients.confidential.clientSecret, issuer: .issuer, redirectURLs: .redirectURLs,
    imap: .imaps, smtp: .submission}')"
  app=$(of_answer .app.id)
  say "Alice signs in by OAuth 2.0"
  ask authorizeURL "$(jq -cn --arg app "$app" '{app: $app, loginHint: "alice@example.test"}')"
  rig_consent "$(of_answer .url)" alice@example.test
  ask exchangeCode "$(jq -cn --arg url "$callback" '{callbackURL: $url}')"
  alice=$(of_answer .account.id)
  say "Bob has a password"
  ask addAccount "$(from_rig '{
    address: "bob@example.test", password: .users[1].password, imap: .imaps, smtp: .submission}')"
  bob=$(of_answer .account.id)
  mail "$alice" Alice "$bob" Bob bob@example.test
  ask getHealth
}

build
"${servers}_demo"

if [ $keep = yes ]; then
  say "Everything is left running"
  stop="kill $daemon $sandbox"
  [ -z "$rig" ] || stop="$stop; $repository/scripts/rig/stop.sh $rig"
  printf 'POSTERN_SOCKET=%s\nstop with: %s; rm -rf %s\n' "$POSTERN_SOCKET" "$stop" "$directory"
  disown -a
else
  say "Done; everything is stopped and removed"
fi
