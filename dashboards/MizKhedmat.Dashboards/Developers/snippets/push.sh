#!/usr/bin/env bash
# One accepted request, pushed and read back, in the sandbox. Needs bash, curl and openssl.
set -euo pipefail
CENTRE=${CENTRE:-http://localhost:5080}   # no slash at the end: it is also the issuer
CLIENT=${CLIENT:-agency-1001}
KEY=${KEY:-key.pem}
KID=${KID:?the key id that make-key.sh printed}
OFFICE=${OFFICE:-23-0001}
SERVICE=${SERVICE:-99100100001}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
hex() { sed 's/../\\x&/g'; }

# openssl signs in DER; a JWT wants the two numbers r and s side by side, 32 bytes each.
sign() {
  local numbers
  numbers=$(openssl dgst -sha256 -sign "$KEY" | openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' |
    while read -r number; do printf '%64s' "$number" | tr ' ' 0; done)
  printf "$(printf '%s' "$numbers" | hex)" | base64url
}

# 1. A token: the assertion is signed with your key, good for a minute and for one use.
NOW=$(date +%s)
HEAD=$(printf '{"alg":"ES256","kid":"%s"}' "$KID" | base64url)
CLAIMS=$(printf '{"iss":"%s","sub":"%s","aud":"%s","iat":%d,"exp":%d,"jti":"%s"}' \
  "$CLIENT" "$CLIENT" "$CENTRE" "$NOW" "$((NOW + 60))" "$(openssl rand -hex 16)" | base64url)
SIGNATURE=$(printf '%s.%s' "$HEAD" "$CLAIMS" | sign)
TOKEN=$(curl -sS --fail-with-body "$CENTRE/oauth/token" \
  -d grant_type=client_credentials \
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  -d "client_assertion=$HEAD.$CLAIMS.$SIGNATURE" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')

# 2. The push. The key stays the same for every try of this batch, so that it counts once.
CODE="SH-$(date +%s)-$RANDOM"
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)
BODY=$(cat <<JSON
{ "records": [ {
  "type": "accepted", "eventId": "E-1", "trackingCode": "$CODE", "at": "$AT",
  "service": "$SERVICE", "office": "$OFFICE", "desk": "D-1", "channel": "in-person", "place": "line",
  "applicant": { "kind": "natural", "nationalId": "0499370899", "mobile": "09123456789" },
  "promisedUntil": "$(date -u -d '+2 days' +%Y-%m-%dT%H:%M:%SZ)",
  "receipt": { "number": "R-1", "issuedAt": "$AT" }, "responsible": { "post": "کارشناس میز خدمت" } } ] }
JSON
)
# --retry comes back after 429, 503 and a broken line, and waits as long as Retry-After says.
curl -sS --fail-with-body --retry 5 --retry-connrefused "$CENTRE/api/v1/intake/events" \
  -H "Authorization: Bearer $TOKEN" -H "X-MK-Environment: sandbox" -H "Content-Type: application/json" \
  -H "Idempotency-Key: push-$(openssl rand -hex 12)" -d "$BODY"
echo

# 3. Read it back.
curl -sS --fail-with-body "$CENTRE/api/v1/requests/$CODE" -H "Authorization: Bearer $TOKEN" -H "X-MK-Environment: sandbox"
echo
