import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One accepted request, pushed and read back, in the sandbox. Java 17 or later, no library: java Push.java */
public class Push {
    static final String CENTRE = env("CENTRE", "http://localhost:5080"); // no slash at the end: it is also the issuer
    static final String CLIENT = env("CLIENT", "agency-1001");
    static final String KEY = env("KEY", "key.pem");
    static final String KID = env("KID", null); // the key id that make-key.sh printed
    static final String OFFICE = env("OFFICE", "23-0001");
    static final String SERVICE = env("SERVICE", "99100100001");
    static final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] args) throws Exception {
        String form = "grant_type=client_credentials"
            + "&client_assertion_type=" + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion=" + encode(assertion());
        String token = member(send(HttpRequest.newBuilder(URI.create(CENTRE + "/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build()), "access_token");

        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String code = "JA-" + UUID.randomUUID();
        String body = """
            { "records": [ {
              "type": "accepted", "eventId": "E-1", "trackingCode": "%s", "at": "%s",
              "service": "%s", "office": "%s", "desk": "D-1", "channel": "in-person", "place": "line",
              "applicant": { "kind": "natural", "nationalId": "0499370899", "mobile": "09123456789" },
              "promisedUntil": "%s", "receipt": { "number": "R-1", "issuedAt": "%s" }, "responsible": { "post": "کارشناس میز خدمت" } } ] }
            """.formatted(code, now, SERVICE, OFFICE, now.plus(2, ChronoUnit.DAYS), now);
        String answer = send(HttpRequest.newBuilder(URI.create(CENTRE + "/api/v1/intake/events"))
            .header("Authorization", "Bearer " + token).header("X-MK-Environment", "sandbox").header("Content-Type", "application/json")
            .header("Idempotency-Key", "push-" + UUID.randomUUID()).POST(BodyPublishers.ofString(body)).build());
        System.out.println(answer);
        if (!answer.contains("\"rejected\":0")) {
            System.exit(1);
        }
        System.out.println(send(HttpRequest.newBuilder(URI.create(CENTRE + "/api/v1/requests/" + code))
            .header("Authorization", "Bearer " + token).header("X-MK-Environment", "sandbox").GET().build()));
    }

    /** ES256: the format P1363 is r and s side by side, as a JWT wants it; the plain name would give DER. */
    static String assertion() throws Exception {
        long now = Instant.now().getEpochSecond();
        String head = "{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(KID);
        String claims = "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}"
            .formatted(CLIENT, CLIENT, CENTRE, now, now + 60, UUID.randomUUID());
        String text = base64url(head.getBytes(StandardCharsets.UTF_8)) + "." + base64url(claims.getBytes(StandardCharsets.UTF_8));
        String pem = Files.readString(Path.of(KEY)).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + base64url(signature.sign());
    }

    /** Comes back after 429, 503 and a broken line with the very same request, so with the same Idempotency-Key. */
    static String send(HttpRequest request) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status / 100 == 2) {
                    return answer.body();
                }
                if ((status != 429 && status != 503) || attempt == 6) {
                    throw new IllegalStateException(status + " " + answer.body());
                }
                Thread.sleep(1000L * Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("" + attempt)));
            } catch (IOException broken) {
                if (attempt == 6) {
                    throw broken;
                }
                Thread.sleep(1000L * attempt);
            }
        }
    }

    /** Enough for this example; your program has a JSON library. */
    static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException(json);
        }
        return found.group(1);
    }

    static String base64url(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String env(String name, String otherwise) {
        String value = System.getenv(name);
        if (value == null && otherwise == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value == null ? otherwise : value;
    }
}
