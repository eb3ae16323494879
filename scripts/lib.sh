# Shared by the scripts; source it. Needs nothing but bash.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Everything that building needs, then everything that testing needs beside it (Debian 12).
build_packages=(libssl-dev libjansson-dev libgmime-3.0-dev libsqlite3-dev pkg-config)
test_packages=(
  dovecot-imapd dovecot-lmtpd postfix openssl python3 python3-venv jq socat netcat-openbsd curl util-linux systemd
  procps groff-base nginx-light)
# Mail clients and a browser, for the tests of the sandbox. kdexoauth2 is a SASL library's XOAUTH2, which mbsync needs.
client_packages=(isync msmtp libsasl2-modules-kdexoauth2 chromium chromium-driver)

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# apt_get ARGUMENT…: one apt at a time, three tries (a parallel run can delete another's downloads).
apt_get() {
  local try
  for try in 1 2 3; do
    if (
      flock 9
      DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
    ) 9>/tmp/postern-apt.lock >&2; then
      return 0
    fi
    sleep $((try * 3))
  done
  return 1
}

# is_installed PACKAGE…: whether dpkg has them all.
is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Abbrev}\n' "$@" 2>/dev/null | grep -c '^ii')" = $# ]
}

# install_packages PACKAGE…: installs what is missing, the OpenSSL flavour of libcurl last: other packages replace it
# silently by the GnuTLS one, against which everything links without a word.
install_packages() {
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -gt 0 ] || ! is_installed libcurl4-openssl-dev; then
    [ "$(id -u)" = 0 ] || die "these packages are missing, and only root can install them: ${missing[*]} libcurl4-openssl-dev"
    apt_get update || true
    [ ${#missing[@]} = 0 ] || apt_get install --no-install-recommends "${missing[@]}"
    apt_get install --no-install-recommends libcurl4-openssl-dev
  fi
  is_installed libcurl4-openssl-dev || die "libcurl4-openssl-dev is not installed: another package has replaced it"
}

# python_environment REQUIREMENTS: prints the python of a virtual environment that has them; it is kept in the cache.
python_environment() {
  local requirements=$1 base environment
  base=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/postern
  environment=$base/python-$( (python3 --version; cat "$requirements") | sha256sum | cut -c1-16)
  mkdir -p "$base"
  (
    flock 9
    if ! [ -e "$environment/complete" ]; then
      rm -rf "$environment"
      python3 -m venv "$environment" || die "python3 -m venv failed: is python3-venv installed?"
      "$environment/bin/python" -m pip install -q --disable-pip-version-check --retries 5 -r "$requirements" >&2
      touch "$environment/complete"
    fi
  ) 9>"$base/lock" || return 1
  printf '%s\n' "$environment/bin/python"
}
