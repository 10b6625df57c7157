import { errors, type KoaContextWithOIDC } from 'oidc-provider';

/** Seconds that an assertion may be meant to live: so long its `jti` must be remembered. */
const longestAssertion = 600;
/** Headers by which a signer would choose the key it is judged by. Keys are those that were registered. */
const foreignKeys = ['jku', 'jwk', 'x5u', 'x5c'];

/** What the provider leaves open of a client's assertion (RFC 7523) that it has verified. Throws InvalidClientAuth. */
export async function judgeAssertion(
  _ctx: KoaContextWithOIDC,
  { exp, iat }: Record<string, unknown>,
  header: Record<string, unknown>,
): Promise<void> {
  const now = Date.now() / 1000;
  if (typeof exp !== 'number' || exp > now + longestAssertion)
    throw new errors.InvalidClientAuth(`client_assertion lives longer than ${longestAssertion} seconds`);
  if (typeof iat === 'number' && iat > now + 2) throw new errors.InvalidClientAuth('client_assertion is of the future');
  if (foreignKeys.some((name) => name in header))
    throw new errors.InvalidClientAuth('client_assertion names a key of its own');
}
