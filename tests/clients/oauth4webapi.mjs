// The unmodified oauth4webapi: discovery, client_credentials with private_key_jwt; every answer is checked by its own rules.
// usage: node oauth4webapi.mjs ISSUER CLIENT_ID JWK_FILE [SCOPE]; prints the token answer as JSON
import { readFileSync } from 'node:fs';
import * as oauth from 'oauth4webapi';

const [address, clientId, file, scope] = process.argv.slice(2);
const insecure = { [oauth.allowInsecureRequests]: true };
const issuer = new URL(address);
const jwk = JSON.parse(readFileSync(file, 'utf8'));
const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }));
const client = { client_id: clientId };
const answer = await oauth.clientCredentialsGrantRequest(
  server, client, oauth.PrivateKeyJwt({ key, kid: jwk.kid }), scope ? { scope } : {}, insecure);
const tokens = await oauth.processClientCredentialsResponse(server, client, answer);
const claims = await oauth.validateJwtAccessToken(
  server, new Request(`${address}/api/v1/x`, { headers: { authorization: `Bearer ${tokens.access_token}` } }), `${address}/api/v1`, insecure);
console.log(JSON.stringify({ ...tokens, claims }));
