# Postern from a shell: source this file. Needs jq, and socat or nc (OpenBSD's).
#
#   postern_call METHOD [PARAMS]     one call; PARAMS is a JSON object. Prints the result as one line of JSON.
#                                    On an error prints nothing, says `kind: message (hint)` on stderr, leaves the whole
#                                    error in POSTERN_ERROR when not run in a subshell, and returns by its kind:
#                                    64 the call is wrong, 66 not found, 69 no daemon, 70 its defect, 75 try again,
#                                    77 not allowed, 78 a person has to act first, 1 anything else.
#   postern_params NAME VALUE…       a JSON object of text values, for PARAMS. Quoting is taken care of.
#   postern_bytes METHOD PARAMS      the whole content of getMessageSource, getAttachment or getBlob, window by window, as
#                                    bytes.
#   postern_upload FILE              uploads a file piece by piece and prints its blob, for attachments; `-` is the input.
#   postern_device_login APP [PARAMS]  signs a user in who has a browser somewhere else: says on stderr where to enter which
#                                    code, waits, and prints the account. PARAMS: more of startDeviceLogin.
#   postern_socket                   where the daemon listens: $POSTERN_SOCKET, the user's own daemon, the system's.

postern_socket() {
  if [ -n "${POSTERN_SOCKET:-}" ]; then
    printf '%s\n' "$POSTERN_SOCKET"
  elif [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -S "$XDG_RUNTIME_DIR/postern/postern.sock" ]; then
    printf '%s\n' "$XDG_RUNTIME_DIR/postern/postern.sock"
  else
    printf '%s\n' /run/postern/postern.sock
  fi
}

# Lines in, lines out. Half-closes after the input: the daemon answers what it was asked, then closes.
postern_pipe() {
  if command -v socat >/dev/null 2>&1; then
    # -t: how long the answer may take after the input has ended; the daemon's own deadlines are shorter.
    socat -t "${POSTERN_WAIT_SECONDS:-3600}" - "UNIX-CONNECT:$(postern_socket)"
  else
    nc -N -U "$(postern_socket)"
  fi
}

postern_params() {
  jq -cn '$ARGS.positional | [range(0; length; 2) as $at | {(.[$at]): .[$at + 1]}] | add // {}' --args -- "$@"
}

postern_call() {
  local request answer
  POSTERN_ERROR=
  # Through a pipe: a message to send is longer than an argument may be.
  request=$(printf '%s\n' "${2:-null}" | jq -cs --arg method "$1" '
    if length == 1 then .[0] else error("PARAMS has to be one JSON object") end |
    {jsonrpc: "2.0", id: 1, method: $method} + if . == null then {} else {params: .} end') || return 64
  answer=$(printf '%s\n' "$request" | postern_pipe 2>/dev/null)
  if [ -z "$answer" ]; then
    printf 'no daemon answers on %s\n' "$(postern_socket)" >&2
    return 69
  fi
  if printf '%s\n' "$answer" | jq -ce 'select(has("result")) | .result'; then return 0; fi
  POSTERN_ERROR=$(printf '%s\n' "$answer" | jq -c .error)
  printf '%s\n' "$POSTERN_ERROR" |
    jq -r '.data.kind + ": " + .message + if .data.hint then " (" + .data.hint + ")" else "" end' >&2
  postern_status "$POSTERN_ERROR"
}

# postern_status ERROR: the exit status for an error object.
postern_status() {
  case $(printf '%s\n' "$1" | jq -r .data.kind) in
    parseError | invalidRequest | methodNotFound | invalidParams | tooLarge | unsupported) return 64 ;;
    notFound) return 66 ;;
    internalError) return 70 ;;
    unauthorized | forbidden) return 77 ;;
    signInRequired | consentRequired | signInDenied | appMisconfigured | wrongIdentity | vaultSealed | vaultCorrupt)
      return 78 ;;
  esac
  if [ "$(printf '%s\n' "$1" | jq -r .data.retryable)" = true ]; then return 75; fi
  return 1
}

postern_bytes() {
  local params=$2 window offset=0 size
  while :; do
    window=$(postern_call "$1" "$(printf '%s\n' "$params" | jq -c --argjson offset "$offset" '. + {offset: $offset}')") ||
      return
    # Through pipes only: a window is longer than an argument may be.
    printf '%s\n' "$window" | jq -r .content | base64 -d
    size=$(printf '%s\n' "$window" | jq .size)
    offset=$((offset + $(printf '%s\n' "$window" | jq -r .content | base64 -d | wc -c)))
    [ "$offset" -lt "$size" ] || return 0
    # Later windows come from the rendering that the first one fixed.
    params=$(printf '%s\n' "$params" |
      jq -c --argjson content "$(printf '%s\n' "$window" | jq -c .contentId)" \
        'if $content then . + {contentId: $content} else . end')
  done
}

postern_upload() {
  local piece blob= offset=0 kept
  piece=$(mktemp) || return 70
  # In a subshell for the input and for what has to be cleared away.
  (
    trap 'rm -f "$piece"' EXIT
    [ "$1" = - ] || exec <"$1" || exit 66
    while :; do
      # Through files and pipes only: a piece is longer than an argument may be.
      head -c "${POSTERN_PIECE_BYTES:-1048576}" >"$piece"
      [ -z "$blob" ] || [ -s "$piece" ] || break
      kept=$(postern_call uploadBlob "$({ base64 -w 0; echo; } <"$piece" | jq -cR --arg blob "$blob" --argjson offset "$offset" '
        {content: .} + if $blob == "" then {} else {blob: $blob, offset: $offset} end')") || exit
      blob=$(printf '%s\n' "$kept" | jq -r .blob)
      offset=$(printf '%s\n' "$kept" | jq .size)
    done
    printf '%s\n' "$blob"
  )
}

postern_device_login() {
  local invitation status answer
  invitation=$(postern_call startDeviceLogin "$(printf '%s\n' "${2:-null}" | jq -c --arg app "$1" '. + {app: $app}')") || return
  printf '%s\n' "$invitation" |
    jq -r '(.message // "Open \(.verificationURI) and enter the code \(.userCode).") | gsub("[[:cntrl:]]"; " ")' >&2
  while :; do
    # Asked again for as long as the daemon says "not yet"; it knows when the code ends.
    answer=$(postern_call awaitDeviceLogin "$(printf '%s\n' "$invitation" | jq -c '{login, timeoutMs: 60000}')" 2>&1) &&
      status=0 || status=$?
    case $status:$answer in
      0:*) printf '%s\n' "$answer"; return 0 ;;
      75:timeout:*) ;;
      69:*)
        printf '%s\nThe sign-in goes on without this program. To wait again: postern_call awaitDeviceLogin %s\n' "$answer" \
          "'$(printf '%s\n' "$invitation" | jq -c '{login}')'" >&2
        return 69
        ;;
      *) printf '%s\n' "$answer" >&2; return "$status" ;;
    esac
  done
}
