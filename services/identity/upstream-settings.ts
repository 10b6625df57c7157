import { type Database, inCentre } from '@zhiheng/database';
import { assurance, type Profile, type Secret } from '@zhiheng/http';
import type { JWK } from 'jose';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { isSafeAddress } from './safe-address.ts';
import { seal, unseal } from './sealing.ts';
import { append } from './store/log-store.ts';
import { dropUpstream, putUpstream, type StoredUpstream } from './store/upstream-store.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** An upstream OpenID provider that a centre's people may sign in by. */
const Registration = Type.Object(
  {
    /** What the sign-in page calls it. */
    name: Type.Object({ zh: text(50), en: text(50) }, { additionalProperties: false }),
    issuer: text(500),
    clientId: text(200),
    /** One of both: a secret, or the private key (with `kid`) whose public half the upstream knows. */
    clientSecret: Type.Optional(text(500)),
    privateKey: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** How it signs ID tokens. */
    signingAlg: Type.Enum(['ES256', 'RS256', 'PS256', 'EdDSA']),
    /** The claim, of the ID token or userinfo, that holds the staff number. */
    staffNumberClaim: text(100),
    /** What its `acr` values are here; one that is not named counts as a password. */
    acr: Type.Optional(Type.Record(Type.String(), Type.Enum(Object.values(assurance)))),
  },
  { additionalProperties: false },
);
type UpstreamRegistration = Static<typeof Registration>;

const purpose = 'upstream proofs';

/** Sets, or replaces, the upstream of a centre. Throws RangeError, in one sentence, for what cannot be. */
export async function setUpstream(
  { database, secret, profile }: { database: Database; secret: Secret; profile: Profile },
  centre: string,
  given: unknown,
): Promise<void> {
  const upstream = registrationOf(given);
  const { name, issuer, clientId, clientSecret, privateKey, signingAlg, staffNumberClaim, acr = {} } = upstream;
  const fault = faultOf(upstream, profile);
  if (fault) throw new RangeError(fault);
  const proof = clientSecret === undefined ? 'key' : 'secret';
  const sealed = seal(secret.derive(purpose), `${centre} ${issuer}`, clientSecret ?? JSON.stringify(privateKey));
  await inCentre(database, centre, async (transaction) => {
    await putUpstream(transaction, {
      centre,
      name,
      issuer,
      client_id: clientId,
      proof,
      sealed,
      signing_alg: signingAlg,
      claim: staffNumberClaim,
      acr,
    });
    await append(transaction, centre, {
      action: 'upstream.set',
      outcome: 'done',
      client: 'zhiheng',
      targetType: 'upstream',
      target: issuer,
      after: { clientId, proof, signingAlg, staffNumberClaim, acr },
    });
  });
}

/** Ends sign-ins by the upstream; false when there was none. */
export async function removeUpstream(database: Database, centre: string): Promise<boolean> {
  return inCentre(database, centre, async (transaction) => {
    if (!(await dropUpstream(transaction, centre))) return false;
    await append(transaction, centre, {
      action: 'upstream.removed',
      outcome: 'done',
      client: 'zhiheng',
      targetType: 'upstream',
      target: centre,
    });
    return true;
  });
}

function registrationOf(given: unknown): UpstreamRegistration {
  if (Value.Check(Registration, given)) return given;
  const [fault] = Value.Errors(Registration, given);
  throw new RangeError(`${fault?.instancePath || 'The file'} ${fault?.message ?? 'is not what it should be'}.`);
}

function faultOf(upstream: UpstreamRegistration, profile: Profile): string | undefined {
  const { issuer, clientSecret, privateKey } = upstream;
  if (!isSafeAddress(issuer) || (profile === 'production' && !issuer.startsWith('https:')))
    return `The issuer ${issuer} must be an https address.`;
  if ((clientSecret === undefined) === (privateKey === undefined))
    return 'Either clientSecret or privateKey is needed, one of them.';
  return privateKey && !(privateKey.kid && privateKey.d) ? 'privateKey must be a private JWK with a kid.' : undefined;
}

/** The secret, or the private key, by which we prove ourselves to the upstream. */
export function proofOf(secret: Secret, { centre, issuer, proof, sealed }: StoredUpstream): string | JWK {
  const plain = unseal(secret.derive(purpose), `${centre} ${issuer}`, sealed);
  return proof === 'secret' ? plain : (JSON.parse(plain) as JWK);
}
