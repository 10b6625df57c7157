import type { Database } from '@zhiheng/database';
import type { Environment, Secret, Trace } from '@zhiheng/http';
import { RelyingParty } from './passkeys.ts';

/** What second factors are kept and judged with; one for each process. */
export interface FactorKeeper {
  database: Database;
  party: RelyingParty;
  profile: Environment['profile'];
  passwordCost: Environment['passwordCost'];
  /** Whether everybody needs one. */
  required: boolean;
  /** Seals secrets of one-time passwords. */
  sealing: Buffer;
  /** Keys the digests of recovery codes. */
  recovery: Buffer;
}

export const factorKeeper = (database: Database, environment: Environment, secret: Secret): FactorKeeper => ({
  database,
  party: new RelyingParty(environment),
  profile: environment.profile,
  passwordCost: environment.passwordCost,
  required: environment.secondFactor === 'required',
  sealing: secret.derive('identity second factors'),
  recovery: secret.derive('identity recovery codes'),
});

/** One request that shows or enrols a factor. */
export interface FactorContext extends FactorKeeper {
  trace: Pick<Trace, 'correlationId' | 'address'>;
  client: string;
  /** Digest of the sign-in, or session, that challenges are handed out in. */
  place: Buffer;
}
