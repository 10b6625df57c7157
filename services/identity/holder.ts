import { randomBytes } from 'node:crypto';

/** The account, of a person, of a centre, that a session or token belongs to. */
export interface Holder {
  centre: string;
  account: string;
  person: string;
}

/** Stands for "no centre": a browser before its sign-in, and what belongs to the whole deployment. */
export const noCentre = '-';

const separator = '~';
const named = /^([a-z0-9][a-z0-9-]{0,62})~/;

/** What the provider knows a holder by. It is never shown outside: there the subject is the person's id. */
export const accountIdOf = ({ centre, account, person }: Holder): string => [centre, account, person].join(separator);

export function holderOf(accountId: string): Holder {
  const [centre, account, person, ...rest] = accountId.split(separator);
  if (!centre || !account || !person || rest.length) throw new TypeError('not the account id of a holder');
  return { centre, account, person };
}

/**
 * A new id of 256 random bits that says in which centre it lives, so that its row is found under the centre's key and
 * row-level security without asking all centres.
 */
export const newIdIn = (centre: string): string => `${centre}${separator}${randomBytes(32).toString('base64url')}`;

/** The centre that an id says it lives in; ids made before a sign-in say none. */
export const centreOfId = (id: string): string => named.exec(id)?.[1] ?? noCentre;
