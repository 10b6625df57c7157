import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { limits } from './limits.ts';
import { issueLink } from './one-time-link.ts';
import { type Administrator, activeHolders, putCeremony } from './store/ceremony-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';

/** The three powers (三员分立), and what each of them may do. */
const powers = {
  system: 'administer-accounts',
  security: 'administer-security',
  audit: 'administer-audit',
} as const;
export type Power = keyof typeof powers;
const names = Object.keys(powers) as Power[];

/** A ceremony that cannot be held; the message says why in one sentence. */
export class CeremonyError extends Error {
  override readonly name = 'CeremonyError';
}

/** What is handed to an administrator: kept nowhere, good once and for an hour. */
export interface Enrolment {
  power: Power;
  username: string;
  token: string;
}

/**
 * The first start of a centre in production: gives its three administrators a link each, by which they choose their own
 * first password. Held once: where one of the administrators has a password already, or a ceremony was held, it is
 * refused. Throws CeremonyError; nothing has changed then.
 */
export async function holdCeremony(
  database: Database,
  centre: string,
  usernames: Record<Power, string>,
): Promise<Enrolment[]> {
  return inCentre(database, centre, async (transaction) => {
    const holders = await activeHolders(transaction, centre, Object.values(powers));
    if (holders.length === 0)
      throw new CeremonyError(`In ${centre} nobody is an administrator, or there is no such centre.`);
    const chosen = names.map((power) => ({ power, ...chosenOf(holders, power, usernames[power]) }));
    const early = holders.find(({ enrolled }) => enrolled);
    if (early) throw new CeremonyError(`${early.username} has a password already: the time of the ceremony is over.`);
    const [system, security, audit] = chosen.map(({ account }) => account) as [string, string, string];
    if (new Set([system, security, audit]).size < 3) throw new CeremonyError('Three different people are needed.');
    if (!(await putCeremony(transaction, { centre, system, security, audit })))
      throw new CeremonyError(`The ceremony of ${centre} was held already; it is held once.`);
    const enrolments = [];
    for (const one of chosen) enrolments.push(await enrol(transaction, centre, one));
    await append(transaction, centre, entryOf(usernames));
    return enrolments;
  });
}

function chosenOf(holders: Administrator[], power: Power, username: string): Administrator {
  const found = holders.find((one) => one.username === username && one.action === powers[power]);
  if (found) return found;
  const able = holders.filter(({ action }) => action === powers[power]).map((one) => one.username);
  throw new CeremonyError(
    `${username} has no active account with the duty ${powers[power]}; ${able.join(', ') || 'nobody'} has.`,
  );
}

async function enrol(
  transaction: Transaction,
  centre: string,
  { power, username, account, person }: Administrator & { power: Power },
): Promise<Enrolment> {
  const token = await issueLink(transaction, { centre, account, person, purpose: 'enrolment' }, limits.enrolmentLink);
  await append(transaction, centre, {
    action: 'enrolment-link.issued',
    outcome: 'done',
    client: 'zhiheng',
    about: person,
    targetType: 'account',
    target: username,
    reason: 'ceremony',
  });
  return { power, username, token };
}

const entryOf = (usernames: Record<Power, string>): LogEntry => ({
  action: 'ceremony.held',
  outcome: 'done',
  client: 'zhiheng',
  after: { ...usernames },
});
