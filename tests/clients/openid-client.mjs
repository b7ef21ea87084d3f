// The unmodified openid-client: discovery, client_credentials with private_key_jwt, then a call with the token.
// usage: node openid-client.mjs ISSUER CLIENT_ID JWK_FILE [SCOPE]; prints the token answer as JSON
import { readFileSync } from 'node:fs';
import * as client from 'openid-client';

const [issuer, clientId, file, scope] = process.argv.slice(2);
const jwk = JSON.parse(readFileSync(file, 'utf8'));
const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const config = await client.discovery(new URL(issuer), clientId, undefined, client.PrivateKeyJwt({ key, kid: jwk.kid }), {
  algorithm: 'oauth2',
  execute: [client.allowInsecureRequests],
});
const tokens = await client.clientCredentialsGrant(config, scope ? { scope } : {});
await client.tokenRevocation(config, tokens.access_token);
console.log(JSON.stringify(tokens));
