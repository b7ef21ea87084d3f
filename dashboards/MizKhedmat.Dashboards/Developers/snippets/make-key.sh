#!/usr/bin/env bash
# Makes the key pair of a client. Needs bash and openssl.
#   key.pem      the private key: stays on your server, readable by your program alone
#   public.jwk   what you hand to the centre
#   CLIENT.jwk   the private key in the form that mizctl reads
set -euo pipefail
umask 077
CLIENT=${CLIENT:-agency-1001}
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out key.pem
X=$(openssl pkey -in key.pem -pubout -outform DER | tail -c 64 | head -c 32 | base64url)
Y=$(openssl pkey -in key.pem -pubout -outform DER | tail -c 32 | base64url)
D=$(openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER | tail -c +37 | head -c 32 | base64url)

# The key id is the thumbprint of RFC 7638: these members, in this order, without blanks.
KID=$(printf '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' "$X" "$Y" | openssl dgst -sha256 -binary | base64url)
printf '{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"%s","x":"%s","y":"%s"}\n' "$KID" "$X" "$Y" > public.jwk
printf '{"kty":"EC","crv":"P-256","alg":"ES256","kid":"%s","x":"%s","y":"%s","d":"%s"}\n' "$KID" "$X" "$Y" "$D" > "$CLIENT.jwk"
echo "$KID"
