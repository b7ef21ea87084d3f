<?php
// One accepted request, pushed and read back, in the sandbox. PHP 8 with its openssl extension; no package.
declare(strict_types=1);

$centre = getenv('CENTRE') ?: 'http://localhost:5080'; // no slash at the end: it is also the issuer
$client = getenv('CLIENT') ?: 'agency-1001';
$key = getenv('KEY') ?: 'key.pem';
$kid = getenv('KID') ?: exit("KID is not set: the key id that make-key.sh printed\n");
$office = getenv('OFFICE') ?: '23-0001';
$service = getenv('SERVICE') ?: '99100100001';

function base64url(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** ES256. openssl answers in DER; a JWT wants the two numbers r and s side by side, 32 bytes each. */
function sign(string $text, string $key): string
{
    openssl_sign($text, $der, openssl_pkey_get_private(file_get_contents($key)), OPENSSL_ALGO_SHA256);
    $numbers = '';
    for ($at = 2, $i = 0; $i < 2; $i++) {
        $length = ord($der[$at + 1]);
        $numbers .= str_pad(ltrim(substr($der, $at + 2, $length), "\0"), 32, "\0", STR_PAD_LEFT);
        $at += 2 + $length;
    }
    return base64url($numbers);
}

function assertion(string $client, string $centre, string $kid, string $key): string
{
    $now = time();
    $text = base64url(json_encode(['alg' => 'ES256', 'kid' => $kid])) . '.' . base64url(json_encode([
        'iss' => $client, 'sub' => $client, 'aud' => $centre, 'iat' => $now, 'exp' => $now + 60, 'jti' => bin2hex(random_bytes(16)),
    ], JSON_UNESCAPED_SLASHES));
    return $text . '.' . sign($text, $key);
}

/** Comes back after 429, 503 and a broken line with the very same headers, so with the same Idempotency-Key. */
function send(string $method, string $url, array $headers, string $body = ''): array
{
    for ($attempt = 1; ; $attempt++) {
        $http_response_header = [];
        $answer = @file_get_contents($url, false, stream_context_create(['http' => [
            'method' => $method, 'header' => $headers, 'content' => $body, 'ignore_errors' => true, 'timeout' => 60,
        ]]));
        $status = (int) (explode(' ', $http_response_header[0] ?? '')[1] ?? 0);
        if ($status >= 200 && $status < 300) {
            return json_decode($answer, true, 64, JSON_THROW_ON_ERROR);
        }
        if (!in_array($status, [0, 429, 503], true) || $attempt === 6) {
            fwrite(STDERR, "$status $answer\n");
            exit(1);
        }
        $wait = preg_grep('/^Retry-After:/i', $http_response_header);
        sleep($wait ? (int) trim(substr(reset($wait), 12)) : $attempt);
    }
}

$token = send('POST', "$centre/oauth/token", ['Content-Type: application/x-www-form-urlencoded'], http_build_query([
    'grant_type' => 'client_credentials',
    'client_assertion_type' => 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    'client_assertion' => assertion($client, $centre, $kid, $key),
]))['access_token'];

$code = 'PHP-' . bin2hex(random_bytes(6));
$record = [
    'type' => 'accepted', 'eventId' => 'E-1', 'trackingCode' => $code, 'at' => gmdate('Y-m-d\TH:i:s\Z'),
    'service' => $service, 'office' => $office, 'desk' => 'D-1', 'channel' => 'in-person', 'place' => 'line',
    'applicant' => ['kind' => 'natural', 'nationalId' => '0499370899', 'mobile' => '09123456789'],
    'promisedUntil' => gmdate('Y-m-d\TH:i:s\Z', time() + 2 * 86400),
    'receipt' => ['number' => 'R-1', 'issuedAt' => gmdate('Y-m-d\TH:i:s\Z')], 'responsible' => ['post' => 'کارشناس میز خدمت'],
];
$headers = ["Authorization: Bearer $token", 'X-MK-Environment: sandbox'];
$answer = send('POST', "$centre/api/v1/intake/events", [
    ...$headers, 'Content-Type: application/json', 'Idempotency-Key: push-' . bin2hex(random_bytes(12)),
], json_encode(['records' => [$record]]));
foreach ($answer['results'] as $result) {
    echo $result['status'], ' ', $result['code'] ?? '', ' ', $result['message']['en'] ?? '', "\n";
}
if ($answer['counts']['rejected'] > 0) {
    exit(1);
}
echo 'receipt ', $answer['receipt'], ' central id ', $answer['requests'][0]['centralTrackingId'], "\n";
echo $code, ' is ', send('GET', "$centre/api/v1/requests/$code", $headers)['state'], "\n";
