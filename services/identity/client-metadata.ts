import type { AdapterPayload } from 'oidc-provider';
import { actingScope, type UsableClient } from './clients.ts';

/** What we keep of a client beside what the provider knows of clients. */
export const ownMetadata = ['centre', 'acts_for_people', 'previous_secret'];

/** A stored client as the provider knows clients. Its "secret" is the keyed hash: see `ClientSecrets`. */
export function clientMetadata(client: UsableClient): AdapterPayload {
  const { centre, id, secret, jwks, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri } = client;
  const scopes = client.scopes.filter((scope) => scope !== actingScope);
  const signsIn = redirect_uris.length > 0;
  return {
    client_id: id,
    ...(jwks ? { jwks: structuredClone(jwks) } : { client_secret: secret?.toString('base64url') }),
    token_endpoint_auth_method: jwks ? 'private_key_jwt' : 'client_secret_basic',
    grant_types: [
      ...(signsIn ? ['authorization_code', 'refresh_token'] : []),
      ...(scopes.length ? ['client_credentials'] : []),
    ],
    response_types: signsIn ? ['code'] : [],
    redirect_uris,
    post_logout_redirect_uris,
    ...(backchannel_logout_uri ? { backchannel_logout_uri, backchannel_logout_session_required: true } : {}),
    scope: [...(signsIn ? ['openid', 'profile', 'offline_access'] : []), ...scopes].join(' '),
    subject_type: 'pairwise',
    // The provider knows RS256 unless told; the keys here are ES256.
    id_token_signed_response_alg: 'ES256',
    centre,
    acts_for_people: client.scopes.includes(actingScope),
    ...(client.previous ? { previous_secret: client.previous.toString('base64url') } : {}),
  };
}
