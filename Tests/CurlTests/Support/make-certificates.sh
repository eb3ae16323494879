#!/bin/sh
# make-certificates.sh DIRECTORY: two authorities and the certificates that servers.py shows.
#
# extra-ca.pem signs good, other-name and expired; system/ is a certificate directory that holds only the second
# authority, which signs foreign.
set -eu
mkdir -p "$1/system"
cd "$1"

authority() { # name
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
        -keyout "$1.key" -out "$1.pem" -addext keyUsage=critical,keyCertSign 2>/dev/null
}

certificate() { # name authority names days
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$1.key" -out "$1.csr" 2>/dev/null
    printf 'subjectAltName=%s\n' "$3" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days "$4" -extfile "$1.ext" \
        -out "$1.crt" 2>/dev/null
    cat "$1.key" "$1.crt" >"$1.pem"
}

authority extra-ca
authority second-ca
certificate good extra-ca DNS:localhost,IP:127.0.0.1 30
certificate other-name extra-ca DNS:elsewhere.example 30
certificate expired extra-ca DNS:localhost,IP:127.0.0.1 -1
certificate foreign second-ca DNS:localhost,IP:127.0.0.1 30
cp second-ca.pem system/
openssl rehash system
