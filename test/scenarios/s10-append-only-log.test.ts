import { newId } from '@zhiheng/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogue, client } from '../sample/centre.ts';
import { Caller } from '../support/api.ts';
import { importBeside } from '../support/centre.ts';
import { County, type Entry } from '../support/county.ts';
import { token } from '../support/sign-in.ts';
import { verifiedLog } from '../support/verified-log.ts';

/** S10 只增不改: another service asks the log, which nobody changes, and which tells whom it was changed by force. */
const county = County.ofThisFile();
const item = 'payment-batch';
const month = 30 * 86_400_000;
const since = new Date(Date.now() - month).toISOString();

interface Page {
  data: Entry[];
  nextCursor: string | null;
}
const denied = (more: Record<string, string> = {}) =>
  `/audit/v1/entries?${new URLSearchParams({ item, outcome: 'denied', since, ...more })}`;
const page = async (path: string, caller = county.business): Promise<Page> => {
  const { status, body } = await caller.get<Page>(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

/** Somebody of another section would handle a batch of payments; refused, and in the log. */
async function refuse(count: number): Promise<void> {
  const id = await county.opened(item, 'finance');
  const tries = Array.from({ length: count }, () => county.step(id, 'handle', 'enterprise-pension-op1'));
  for (const { status } of await Promise.all(tries)) expect(status).toBe(403);
  await county.running.database.settled();
}

describe('demo-business looks for refused payments of the last month', () => {
  beforeAll(() => refuse(23));

  test.each(['newest', 'oldest'])('%s first, while others arrive: no gap, no double', async (order) => {
    const before = (await page(denied({ limit: '200' }))).data.map(({ id }) => id);
    const found: Entry[] = [];
    for (let path: string | undefined = denied({ order, limit: '5' }); path !== undefined; ) {
      const { data, nextCursor }: Page = await page(path);
      found.push(...data);
      path = nextCursor === null ? undefined : denied({ order, limit: '5', cursor: nextCursor });
      if (found.length < 25) await refuse(1);
    }
    const ids = found.map(({ id }) => id);
    expect(new Set(ids).size, 'no double').toBe(ids.length);
    const known = order === 'newest' ? before : before.toReversed();
    expect(
      ids.filter((id) => known.includes(id)),
      'no gap',
    ).toEqual(known);
    for (const entry of found) expect(entry).toMatchObject({ action: 'step.refused', outcome: 'denied', item });
  });

  test('nothing of before that month, nor of another outcome; and the question itself is in the log, once', async () => {
    const asked = await county.entries({ action: 'entries.queried', client: 'demo-business' });
    const nothing = await page(`/audit/v1/entries?${new URLSearchParams({ item, outcome: 'denied', until: since })}`);
    expect(nothing.data).toEqual([]);
    const now = await county.entries({ action: 'entries.queried', client: 'demo-business' });
    // That query, and the one which reads them, which is logged before it reads.
    expect(now.length - asked.length).toBe(2);
  });
});

test.each(['access', 'identity', 'audit', 'control'] as const)('as zhiheng_%s nothing is changed', async (service) => {
  const { pool } = await county.running.database.connect(service, { size: 1 });
  for (const statement of ['update audit.entry set reason = null', 'delete from audit.entry', 'truncate audit.entry'])
    await expect(pool.query(statement), statement).rejects.toThrow(/permission denied/);
});

describe('a client of another centre', () => {
  let neighbour: Caller;
  beforeAll(async () => {
    await importBeside(county.running, { ...catalogue, centre: 'neighbour' });
    const { access_token } = await token(
      county.origin,
      { grant_type: 'client_credentials', scope: 'audit:read' },
      `${client.id}:${client.secret}`,
    );
    neighbour = new Caller(county.origin, access_token);
  });

  test('sees nothing: not by what it asks, by an id it knows, nor in the bundles', async () => {
    expect((await page(denied(), neighbour)).data).toEqual([]);
    const { data } = await page('/audit/v1/entries?limit=200', neighbour);
    expect(new Set(data.map((entry) => (entry as Entry & { centre: string }).centre))).toEqual(new Set(['neighbour']));
    const [known] = (await page(denied({ limit: '1' }))).data;
    for (const path of [`/audit/v1/entries/${known?.id}`, `/audit/v1/entries/${known?.id}/proof`])
      expect((await neighbour.get(path)).status, path).toBe(404);
    expect([403, 404]).toContain((await neighbour.get('/audit/log/county/tile/entries/000.p/1')).status);
    expect((await county.business.get('/audit/log/county/tile/entries/000.p/1')).status).toBe(200);
  });

  test('takes no id away: the same in both is two entries', async () => {
    const id = newId();
    const { status } = await county.business.post('/audit/v1/entries', { id, action: 'payment.made', outcome: 'done' });
    expect(status).toBe(201);
    expect((await neighbour.get(`/audit/v1/entries/${id}`)).status).toBe(404);
  });
});

test('a superuser’s edit of one row is named by its index, and by no other', async () => {
  const verify = () => verifiedLog(county.business);
  expect(await verify()).toMatchObject({ intact: true, findings: [] });
  const [edited] = (await page(denied({ limit: '1' }))).data;
  await expect(county.sql('update audit.entry set outcome = $1', ['done'])).rejects.toThrow(/append-only/);
  await county.sqlPastTriggers("update audit.entry set outcome = 'done' where id = $1", [edited?.id]);
  const { intact, findings } = await verify();
  expect(intact).toBe(false);
  expect(findings).toContainEqual({ kind: 'altered', index: edited?.index, id: edited?.id });
  const named = findings.map((one) => one.index);
  expect(new Set(named)).toEqual(new Set([edited?.index]));
  await county.sqlPastTriggers("update audit.entry set outcome = 'denied' where id = $1", [edited?.id]);
  expect(await verify()).toMatchObject({ intact: true, findings: [] });
});
