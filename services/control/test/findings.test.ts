import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalateOverdue } from '../findings/escalate.ts';
import { followAdjustments } from '../findings/permission-findings.ts';
import { control } from '../plugin.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { addReturnedCase, entriesOf } from './founding.ts';

const path = '/api/v1/findings';
const input = {
  unit: 'pension',
  item: 'award',
  dimension: 'content',
  nature: 'error',
  riskLevel: 2,
  description: '张三的材料缺签名',
  basis: '经办规程第三条',
};
const evidence = [{ name: '移交清单.pdf', digest: `sha-256:${'0'.repeat(64)}` }];

let test: TestDatabase;
let database: Database;
let owner: Database;
let service: TestService;
let north: Staff;
let south: Staff;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundControl(test, 'north');
  south = await foundControl(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const record = async (more: object = {}, by = north.inspector) => {
  const answer = await service.post(by, path, { ...input, ...more });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id as string;
};
/** The same with a key, by which a retry is known. */
const keyed = (by: Staff[keyof Staff], url: string, payload: object, key: string) =>
  service.send(by, { method: 'POST', url, payload, headers: { 'idempotency-key': key } });
const doing = (by: Staff[keyof Staff], id: string, what: string, body: object = {}) =>
  service.post(by, `${path}/${id}/${what}`, body);
/** Expects the act to be done, and gives the finding. */
const done = async (by: Staff[keyof Staff], id: string, what: string, body: object = {}) => {
  const answer = await doing(by, id, what, body);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const refused = async (by: Staff[keyof Staff], id: string, what: string, body: object = {}) => {
  const { statusCode, json } = await doing(by, id, what, body);
  return `${statusCode} ${json().code}`;
};
const read = async (by: Staff[keyof Staff], id: string) => (await service.get(by, `${path}/${id}`)).json();

describe('who sees a finding', () => {
  it('its section once it was fed back, another section never, inspectors and overseers from the start', async () => {
    const id = await record();
    const statusOf = async (by: Staff[keyof Staff]) => (await service.get(by, `${path}/${id}`)).statusCode;
    expect(await statusOf(north['pension-head'])).toBe(404);
    expect((await service.get(north['pension-head'], path)).json().data).toEqual([]);
    await done(north.inspector, id, 'feedback');
    for (const [by, status] of [
      [north['pension-head'], 200],
      [north['health-head'], 404],
      [north.clerk, 403],
      [north.director, 200],
      [south.inspector, 404],
    ] as const)
      expect(await statusOf(by), by.username).toBe(status);
    expect((await service.get(north['pension-head'], path)).json().data).toMatchObject([{ id, overdue: false }]);
    expect((await service.get(north.clerk, path)).statusCode).toBe(403);
  });

  it('what it says of people is not in the log', async () => {
    await record();
    const all = await entriesOf(test, 'north', 'finding.raised');
    expect(all.length).toBeGreaterThan(0);
    expect(JSON.stringify(all)).not.toContain('张三');
  });
});

describe('recording', () => {
  it.each([
    ['clerk', {}, '403 not-permitted'],
    ['pension-head', {}, '403 not-permitted'],
    ['inspector', { unit: 'nowhere' }, '404 not-found'],
    ['inspector', { item: 'nothing' }, '404 not-found'],
    ['inspector', { case: newId() }, '404 not-found'],
    ['inspector', { operators: ['nobody'] }, '404 not-found'],
    ['inspector', { operators: ['inspector'] }, '409 took-part'],
    ['inspector', { amountFen: -1 }, '400 invalid-request'],
    ['inspector', { amountFen: 1.5 }, '400 invalid-request'],
    ['inspector', { nature: 'ERROR' }, '400 invalid-request'],
    ['inspector', { description: ' ' }, '400 invalid-request'],
    ['inspector', { state: 'closed' }, '400 invalid-request'],
    ['inspector', { source: { kind: 'permission', about: newId() } }, '400 invalid-request'],
  ] as const)('by %s with %j: %s', async (username, more, expected) => {
    const { statusCode, json } = await service.post(north[username], path, { ...input, ...more });
    expect(`${statusCode} ${json().code}`).toBe(expected);
  });

  it('of one’s own case is refused, and so is judging it', async () => {
    await addReturnedCase(test, north.inspector, { item: 'award', unit: 'hall', at: new Date() });
    const { rows } = await owner.pool.query('select "case" from access.step where person = $1', [
      north.inspector.person,
    ]);
    const own = { case: rows[0].case };
    expect((await service.post(north.inspector, path, { ...input, ...own })).json().code).toBe('took-part');
    const id = await record(own, north.inspector2);
    expect(await refused(north.inspector, id, 'feedback')).toBe('409 took-part');
    expect((await read(north.inspector, id)).may).toEqual([]);
    await done(north.inspector2, id, 'feedback');
  });

  it('once for a key, whoever retries at once; another thing under it is refused', async () => {
    const key = 'the-same';
    const tries = await Promise.all([1, 2, 3].map(() => keyed(north.inspector, path, input, key)));
    expect(new Set(tries.map((one) => one.json().id)).size).toBe(1);
    expect((await keyed(north.inspector, path, { ...input, riskLevel: 1 }, key)).json().code).toBe(
      'idempotency-mismatch',
    );
  });

  it('the same again within half a year is shown as a repeat; withdrawn, older or other ones are not', async () => {
    const repeated = { unit: 'hall', item: 'certificate' };
    const first = await record(repeated);
    const old = await record(repeated);
    await pastTriggers(owner, "update control.finding set found_at = now() - interval '7 months' where id = $1", [old]);
    const withdrawn = await record(repeated);
    await done(north.controller, withdrawn, 'withdrawal', { reason: '重复登记' });
    await record({ ...repeated, dimension: 'procedure' });
    const id = await record(repeated);
    expect(await read(north.inspector, id)).toMatchObject({ repeats: 1, repeated: [{ id: first, state: 'open' }] });
    expect((await read(north.inspector, first)).repeats).toBe(0);
  });
});

describe('feedback and dispute', () => {
  it('a dispute is decided by the head of control and confirmed by a second person', async () => {
    const id = await record();
    expect(await refused(north['pension-head'], id, 'response', { response: 'accept' })).toBe('404 not-found');
    await done(north.inspector, id, 'feedback');
    expect(await refused(north['pension-head'], id, 'response', { response: 'dispute' })).toBe('400 invalid-request');
    expect(await refused(north.controller, id, 'response', { response: 'accept' })).toBe('403 not-permitted');
    expect(
      await done(north['pension-head'], id, 'response', { response: 'dispute', reason: '文件有效' }),
    ).toMatchObject({
      state: 'disputed',
      may: [],
    });
    const withdraw = { judgement: 'withdraw', reason: '异议成立' };
    expect(await refused(north.inspector, id, 'judgement', withdraw)).toBe('403 not-permitted');
    await done(north.controller, id, 'judgement', withdraw);
    expect(await refused(north.controller, id, 'confirmation', { confirm: true })).toBe('409 another-person');
    expect(await refused(north.inspector, id, 'confirmation', { confirm: true })).toBe('409 another-person');
    expect(await refused(north['pension-head'], id, 'confirmation', { confirm: true })).toBe('403 not-permitted');
    expect(await refused(north.inspector2, id, 'confirmation', { confirm: false })).toBe('400 invalid-request');
    await done(north.inspector2, id, 'confirmation', { confirm: false, reason: '理由不足' });
    await done(north.controller, id, 'judgement', withdraw);
    const { state, may, acts } = await done(north.inspector2, id, 'confirmation', { confirm: true });
    expect({ state, may }).toEqual({ state: 'withdrawn', may: [] });
    expect(acts.map(({ act, by }: { act: string; by: string }) => `${act} ${by}`)).toEqual([
      'feed-back inspector',
      'dispute pension-head',
      'withdraw controller',
      'object inspector2',
      'withdraw controller',
      'confirm inspector2',
    ]);
    expect(await refused(north.inspector, id, 'feedback')).toBe('409 moved-on');
  });

  it('of two answers at once one is taken, and the other is recorded as denied', async () => {
    const id = await record();
    await done(north.inspector, id, 'feedback');
    const answers = await Promise.all([
      doing(north['pension-head'], id, 'response', { response: 'accept' }),
      doing(north['pension-head'], id, 'response', { response: 'dispute', reason: '不属实' }),
      doing(north.both, id, 'response', { response: 'accept' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    const { acts } = await read(north.inspector, id);
    expect(acts).toHaveLength(2);
  });

  it('what was put right at once is closed without an order, by the head of control', async () => {
    const id = await record();
    await done(north.inspector, id, 'feedback');
    await done(north['pension-head'], id, 'response', { response: 'accept' });
    expect(await refused(north['pension-head'], id, 'correction', { reason: '已改' })).toBe('403 not-permitted');
    expect(await done(north.controller, id, 'correction', { reason: '当场补签' })).toMatchObject({ state: 'closed' });
  });

  it('a retried act under its key is done once', async () => {
    const id = await record();
    const post = () => keyed(north.inspector, `${path}/${id}/feedback`, {}, 'feedback-once');
    const tries = [...(await Promise.all([post(), post()])), await post()];
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect((await read(north.inspector, id)).acts).toHaveLength(1);
  });

  it('not by one who has left meanwhile', async () => {
    const id = await record();
    await pastTriggers(owner, "update access.account set state = 'disabled', disabled_at = now() where id = $1", [
      north.inspector2.account,
    ]);
    expect(await refused(north.inspector2, id, 'feedback')).toBe('401 account-disabled');
    await pastTriggers(owner, "update access.account set state = 'active', disabled_at = null where id = $1", [
      north.inspector2.account,
    ]);
  });
});

describe('suspected fraud', () => {
  it('is due for transfer in three working days, is transferred once with evidence, and not closed before', async () => {
    const id = await record({ nature: 'suspected-fraud' });
    const { transferBy, foundAt } = await read(north.inspector, id);
    expect(Date.parse(transferBy)).toBe(addWorkingDays(Date.parse(foundAt), 3));
    await done(north.inspector, id, 'feedback');
    await done(north['pension-head'], id, 'response', { response: 'accept' });
    expect(await refused(north.controller, id, 'correction', { reason: '已改' })).toBe('409 moved-on');
    const note = '移交县人社局基金监督股';
    expect(await refused(north.controller, id, 'transfer', { note, evidence: [] })).toBe('400 invalid-request');
    expect(await refused(north.inspector, id, 'transfer', { note, evidence })).toBe('403 not-permitted');
    expect(await done(north.controller, id, 'transfer', { note, evidence })).toMatchObject({ state: 'accepted' });
    expect(await refused(north.controller, id, 'transfer', { note, evidence })).toBe('409 already-recorded');
    await done(north.controller, id, 'correction', { reason: '已改' });
  });

  it('that was not transferred in time is overdue, and told of once', async () => {
    const id = await record({ nature: 'suspected-fraud' });
    await pastTriggers(owner, "update control.finding set transfer_by = now() - interval '1 hour' where id = $1", [id]);
    expect((await read(north.inspector, id)).overdue).toBe(true);
    await Promise.all([1, 2].map(() => escalateOverdue(database, 'north', addWorkingDays)));
    const entries = (await entriesOf(test, 'north', 'finding.transfer-overdue')).filter(({ target }) => target === id);
    expect(entries).toMatchObject([
      { outcome: 'failed', after: { people: ['both', 'controller', 'deputy', 'director'] } },
    ]);
  });
});

describe('findings of permissions', () => {
  const adjust = async () => {
    const adjustment = newId();
    await pastTriggers(
      owner,
      `insert into access.rule (centre, code, id, kind, effect, name, source, definition)
        values ('north', 'pair', $1, 'static', 'block', '{"zh": "经办复核分离", "en": "Apart"}', '条例第三十六条', '{}')
        on conflict do nothing`,
      [newId()],
    );
    await pastTriggers(
      owner,
      `insert into access.adjustment (centre, id, person, rule, because, request, resolutions, due_at)
        values ('north', $1, $2, 'pair', 'rule-changed', $1, '[]', now() - interval '1 minute')`,
      [adjustment, north.clerk.person],
    );
    return adjustment;
  };
  const follow = () => followAdjustments(database, 'north', addWorkingDays);

  it('are opened and closed by the system alone, once, whatever runs at once', async () => {
    const adjustment = await adjust();
    await Promise.all([follow(), follow()]);
    const { data } = (await service.get(north['pension-head'], path, { source: 'permission' })).json();
    expect(data).toMatchObject([
      { about: adjustment, state: 'settling', overdue: true, dimension: 'permissions', unit: 'pension' },
    ]);
    const { id } = data[0];
    expect((await read(north.controller, id)).may).toEqual([]);
    expect(await refused(north.controller, id, 'correction', { reason: '已改' })).toBe('409 moved-on');
    expect(await follow()).toBe(0);
    await pastTriggers(owner, "update access.adjustment set state = 'closed', closed_at = now() where id = $1", [
      adjustment,
    ]);
    await Promise.all([follow(), follow(), follow()]);
    expect(await read(north.controller, id)).toMatchObject({
      state: 'closed',
      overdue: false,
      acts: [{ act: 'settle', by: null }],
    });
    const closed = (await entriesOf(test, 'north', 'finding.closed')).filter(
      ({ target, outcome }) => target === id && outcome === 'done',
    );
    expect(closed).toMatchObject([{ actor: null, after: { state: 'closed' } }]);
  });
});

describe('the list', () => {
  it('pages, filters, counts, and goes into a workbook', async () => {
    const mine = { unit: 'health', item: 'claim', dimension: 'policy-basis', nature: 'violation' };
    const ids = [await record(mine), await record(mine), await record(mine)].toReversed();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { unit: 'health', limit: '2', ...(cursor === null ? {} : { cursor }) };
      const page = (await service.get(north.director, path, query)).json();
      seen.push(...page.data.map((one: { id: string }) => one.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids);
    const filter = { item: 'claim', nature: 'violation', dimension: 'policy-basis', state: 'open', overdue: 'false' };
    expect((await service.get(north.director, path, filter)).json().data).toHaveLength(3);
    expect((await service.get(north.director, path, { ...filter, source: 'doubt' })).json().data).toEqual([]);
    expect((await service.get(north.director, path, { ...filter, overdue: 'true' })).json().data).toEqual([]);
    expect((await service.get(north.director, `${path}/counts`, { unit: 'health' })).json()).toEqual({
      total: 3,
      overdue: 0,
      byState: { open: 3 },
      byNature: { violation: 3 },
      byDimension: { 'policy-basis': 3 },
      bySource: { inspection: 3 },
    });
    const book = await service.get(north.director, `${path}.xlsx`, { unit: 'health' });
    expect(book.headers['content-type']).toContain('spreadsheetml');
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect(await entriesOf(test, 'north', 'findings.exported')).toMatchObject([{ actor: 'director' }]);
  });

  it.each([
    { cursor: 'nonsense' },
    { cursor: Buffer.from('["x"]').toString('base64url') },
    { state: 'late' },
    { overdue: 'x' },
  ])('refuses %j', async (query) => {
    expect((await service.get(north.director, path, query as Record<string, string>)).statusCode).toBe(400);
  });
});
