#!/usr/bin/env python3
"""One accepted request, pushed and read back, in the sandbox. Python 3.8 or later and openssl; no package."""
import base64, datetime, json, os, secrets, subprocess, sys, time, urllib.error, urllib.parse, urllib.request

CENTRE = os.environ.get("CENTRE", "http://localhost:5080")  # no slash at the end: it is also the issuer
CLIENT = os.environ.get("CLIENT", "agency-1001")
KEY = os.environ.get("KEY", "key.pem")
KID = os.environ["KID"]  # the key id that make-key.sh printed
OFFICE = os.environ.get("OFFICE", "23-0001")
SERVICE = os.environ.get("SERVICE", "99100100001")


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(text):
    """ES256. openssl answers in DER; a JWT wants the two numbers r and s side by side, 32 bytes each."""
    der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", KEY], input=text.encode(), capture_output=True, check=True).stdout
    numbers, at = b"", 2
    for _ in range(2):
        length = der[at + 1]
        numbers += int.from_bytes(der[at + 2:at + 2 + length], "big").to_bytes(32, "big")
        at += 2 + length
    return base64url(numbers)


def assertion():
    now = int(time.time())
    head = {"alg": "ES256", "kid": KID}
    claims = {"iss": CLIENT, "sub": CLIENT, "aud": CENTRE, "iat": now, "exp": now + 60, "jti": secrets.token_hex(16)}
    text = ".".join(base64url(json.dumps(part).encode()) for part in (head, claims))
    return text + "." + sign(text)


def send(method, path, body=None, headers=None, tries=6):
    """Sends it; comes back after 429, 503 and a broken line with the very same headers, so with the same Idempotency-Key."""
    for attempt in range(1, tries + 1):
        request = urllib.request.Request(CENTRE + path, body, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503) or attempt == tries:
                sys.exit(f"{refused.code} {refused.read().decode()}")
            time.sleep(int(refused.headers.get("Retry-After", attempt)))
        except (urllib.error.URLError, ConnectionError, TimeoutError) as broken:
            if attempt == tries:
                sys.exit(str(broken))
            time.sleep(attempt)


token = send("POST", "/oauth/token", urllib.parse.urlencode({
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    "client_assertion": assertion(),
}).encode())["access_token"]  # good for expires_in seconds: keep it, do not ask for one with every push

now = datetime.datetime.now(datetime.timezone.utc)
code = "PY-" + secrets.token_hex(6)
record = {
    "type": "accepted", "eventId": "E-1", "trackingCode": code, "at": now.isoformat(timespec="seconds"),
    "service": SERVICE, "office": OFFICE, "desk": "D-1", "channel": "in-person", "place": "line",
    "applicant": {"kind": "natural", "nationalId": "0499370899", "mobile": "09123456789"},
    "promisedUntil": (now + datetime.timedelta(days=2)).isoformat(timespec="seconds"),
    "receipt": {"number": "R-1", "issuedAt": now.isoformat(timespec="seconds")}, "responsible": {"post": "کارشناس میز خدمت"},
}
headers = {"Authorization": "Bearer " + token, "X-MK-Environment": "sandbox"}
answer = send("POST", "/api/v1/intake/events", json.dumps({"records": [record]}).encode(), {
    **headers, "Content-Type": "application/json", "Idempotency-Key": "push-" + secrets.token_hex(12)})
for result in answer["results"]:
    print(result["status"], result.get("code"), result.get("message", {}).get("en"))
if answer["counts"]["rejected"]:
    sys.exit("rejected")
print("receipt", answer["receipt"], "central id", answer["requests"][0]["centralTrackingId"])
print(code, "is", send("GET", "/api/v1/requests/" + code, headers=headers)["state"])
