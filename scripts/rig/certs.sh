#!/usr/bin/env bash
# Makes a private CA and one server certificate for localhost in a directory.  Usage: certs.sh DIR
set -euo pipefail
mkdir -p "$1"
cd "$1"
[ -e server.pem ] && exit 0
openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -x509 -new -key ca.key -sha256 -days 30 -subj '/CN=Postern rig CA' -out ca.pem \
  -addext 'keyUsage=critical,keyCertSign,cRLSign'
openssl ecparam -name prime256v1 -genkey -noout -out server.key
openssl req -new -key server.key -subj '/CN=mail.test' -out server.csr
cat > extensions.cnf <<X
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectAltName=DNS:localhost,DNS:mail.test,IP:127.0.0.1,IP:::1
X
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -days 30 \
  -extfile extensions.cnf -out server.pem 2>/dev/null
rm server.csr extensions.cnf ca.srl
