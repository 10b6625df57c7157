import { type Database, inCentre } from '@zhiheng/database';
import { EnvironmentError, leastPasswordCost } from '@zhiheng/http';
import { noCentre } from './holder.ts';
import { hashPassword, longestPassword } from './passwords.ts';
import { accountsWithoutPassword } from './store/account-store.ts';
import { addCredentials, demoTraces, putCredential } from './store/credential-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';

/** Gives an account its password. Throws RangeError for one that is empty or too long. */
export async function setPassword(
  database: Database,
  centre: string,
  account: string,
  password: string,
): Promise<void> {
  if (password.length === 0 || password.length > longestPassword)
    throw new RangeError(`A password has 1 to ${longestPassword} characters.`);
  const hash = await hashPassword(password, leastPasswordCost);
  await inCentre(database, centre, async (transaction) => {
    await putCredential(transaction, centre, { account, hash, demo: false });
    await append(transaction, centre, passwordSet(account));
  });
}

const passwordSet = (account: string): LogEntry => ({
  action: 'password.set',
  outcome: 'done',
  targetType: 'account',
  target: account,
});

/** The machine clients of the demo (see the design's outward contract). */
export const demoClients = [
  {
    id: 'demo-business',
    secret: 'demo-business-secret',
    scopes: ['decide', 'cases:write', 'audit:read', 'audit:write'],
  },
  { id: 'demo-hr', secret: 'demo-hr-secret', scopes: ['scim'] },
  { id: 'demo-receiver', secret: 'demo-receiver-secret', scopes: ['ssf'] },
] as const;

/** Gives every active account of the centre that has no password the demo's, `demo-<username>`. How many it made. */
export async function ensureDemoPasswords(database: Database, centre: string): Promise<number> {
  const accounts = await inCentre(database, centre, (transaction) => accountsWithoutPassword(transaction, centre));
  const credentials = await Promise.all(
    accounts.map(async ({ account, username }) => ({
      account,
      hash: await hashPassword(`demo-${username}`, leastPasswordCost),
      demo: true,
    })),
  );
  const given = await inCentre(database, centre, async (transaction) => {
    const added = await addCredentials(transaction, centre, credentials);
    await append(transaction, centre, added.map(passwordSet));
    return added.length;
  });
  return given;
}

/** What the demo makes known to everybody must not open a production door. Throws EnvironmentError. */
export async function refuseDemoCredentials(database: Database): Promise<void> {
  const [trace] = await inCentre(database, noCentre, demoTraces);
  if (!trace) return;
  throw new EnvironmentError(
    `ZHIHENG_PROFILE is production, but centre ${trace.centre} holds demo credentials ` +
      `(${trace.clients} clients, ${trace.credentials} passwords); start over with a database of its own.`,
  );
}
