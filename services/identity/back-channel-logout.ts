import { randomUUID } from 'node:crypto';
import { said } from '@zhiheng/contracts';
import { type Database, inCentre, listCentres, listen } from '@zhiheng/database';
import { type AddressGuard, type Environment, issuerOf, post } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { importJWK, SignJWT } from 'jose';
import type { KeyRing } from './key-ring.ts';
import { limits } from './limits.ts';
import { isSafeAddress } from './safe-address.ts';
import { append } from './store/log-store.ts';
import { dropNotice, type LogoutNotice, takeDueNotices } from './store/logout-store.ts';

export interface LogoutTelling {
  database: Database;
  environment: Environment;
  keys: KeyRing;
  log: FastifyBaseLogger;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
const lookMs = 15_000;
const batch = { atMost: 20, pause: 15 };
/** Seconds. */
const longest = 5;

/**
 * Tells applications of sessions that ended, after the commit that ended them. The database keeps what is to be told;
 * every process looks, and each notice is one sender's at a time. It is sent until the application has taken it, for a day.
 */
export async function startLogoutTelling(telling: LogoutTelling) {
  const { database, log } = telling;
  let running: Promise<void> = Promise.resolve();
  const tell = (centres: () => Promise<string[]>) => {
    running = running
      .then(async () => {
        for (const centre of await centres()) await tellDue(telling, centre);
      })
      .catch((error) => log.error({ err: error }, 'telling applications of ended sessions failed'));
  };
  const everywhere = () => tell(async () => (await listCentres(database)).map(({ centre }) => centre));
  const listener = await listen(database, 'zhiheng_logout', {
    onNotice: (centre) => tell(async () => [centre]),
    onRestored: everywhere,
  });
  everywhere();
  const timer = setInterval(everywhere, lookMs);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await listener.close();
      await running;
    },
  };
}

async function tellDue(telling: LogoutTelling, centre: string): Promise<void> {
  for (;;) {
    const due = await inCentre(telling.database, centre, (transaction) => takeDueNotices(transaction, centre, batch));
    await Promise.all(due.map((notice) => tellOne(telling, centre, notice)));
    if (due.length < batch.atMost) return;
  }
}

async function tellOne(telling: LogoutTelling, centre: string, notice: LogoutNotice): Promise<void> {
  const { database, log } = telling;
  const fault = await send(telling, notice);
  const givenUp = fault !== undefined && notice.age > limits.logoutTelling;
  if (fault) log.warn({ client: notice.client, attempts: notice.attempts, reason: fault }, 'logout token not taken');
  if (fault && !givenUp) return;
  await inCentre(database, centre, async (transaction) => {
    if (!(await dropNotice(transaction, centre, notice.id))) return;
    await append(transaction, centre, {
      action: fault ? 'logout.undelivered' : 'logout.delivered',
      outcome: fault ? 'failed' : 'done',
      client: notice.client,
      about: notice.person,
      targetType: 'client',
      target: notice.client,
      ...(fault ? { reason: fault } : {}),
      details: { attempts: notice.attempts },
    });
  });
}

/**
 * Who may name such an address is the operator of the deployment, as it is named when an application is registered: it may lie behind the wall,
 * where most applications of a centre are, and travels encrypted or does not leave the machine.
 */
const addresses: AddressGuard = {
  faultOf: (address) => (isSafeAddress(address) ? undefined : said('endpoint-unusable')),
  lookupFor: () => undefined,
};

/** Why the application has not taken it; undefined when it has. */
async function send(telling: LogoutTelling, notice: LogoutNotice): Promise<string | undefined> {
  if (!notice.address) return 'no-address';
  const body = new URLSearchParams({ logout_token: await logoutToken(telling, notice) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  const answer = await post({ url: notice.address, headers, body }, { addresses, timeout: longest });
  if (answer.kind === 'failed') return answer.why;
  return answer.status === 200 || answer.status === 204 ? undefined : `http-${answer.status}`;
}

/** Signed when it is sent: a token that waited would have run out. */
async function logoutToken(
  { environment, keys }: LogoutTelling,
  { client, person, sid }: LogoutNotice,
): Promise<string> {
  const { signing } = keys;
  return new SignJWT({ sid, events: { [event]: {} } })
    .setProtectedHeader({ alg: 'ES256', typ: 'logout+jwt', kid: signing.kid as string })
    .setIssuer(issuerOf(environment))
    .setSubject(person)
    .setAudience(client)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(await importJWK(signing, 'ES256'));
}
