import { addWorkingDays } from '@zhiheng/calendar';
import { inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Raised, raiseFinding } from '../findings/raise.ts';
import { control } from '../plugin.ts';
import { addCase, type Doubters, foundDoubters, type Given, given } from './doubting.ts';
import { entriesOf } from './founding.ts';

let test: TestDatabase;
let service: TestService;
let north: Doubters;
let south: Doubters;
beforeAll(async () => {
  test = await openTestDatabase();
  north = await foundDoubters(test, 'north');
  south = await foundDoubters(test, 'south');
  service = await openTestService(control, { database: await test.connect('control') });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const one = async (about: Given = {}): Promise<string> => (await given(test, 'north', [about]))[0] as string;
const post = async (who: TestPerson, id: string, what: string, body: object) => {
  const answer = await service.post(who, `/api/v1/doubts/${id}/${what}`, body);
  return { status: answer.statusCode, body: answer.json() };
};
const act = (who: TestPerson, id: string, name: string, note?: string) =>
  post(who, id, 'acts', { act: name, ...(note === undefined ? {} : { note }) });
const assign = (who: TestPerson, id: string, assignee: string) => post(who, id, 'assignment', { assignee });
const confirmed = { conclusion: 'confirmed', confirmedFen: 174_400, note: '核对死亡证明' };
const cleared = { conclusion: 'cleared', reason: 'data-lag', note: '数据滞后' };
const conclude = (who: TestPerson, id: string, how: object = confirmed) => post(who, id, 'conclusion', how);

/** To this point by the usual people. */
async function upTo(
  state: 'verifying' | 'concluded' | 'reviewed' | 'approved',
  how: object = confirmed,
  about: Given = {},
) {
  const id = await one(about);
  await assign(north.controller, id, 'inspector');
  await act(north.inspector, id, 'begin');
  if (state === 'verifying') return id;
  await conclude(north.inspector, id, how);
  if (state === 'concluded') return id;
  await act(north.checker, id, 'review');
  if (state === 'reviewed') return id;
  await act(north.approver, id, 'approve');
  return id;
}

describe('from found to closed', () => {
  it('three people confirm it, each step with its entry; only then a benefit is stopped', async () => {
    const id = await one();
    expect(await assign(north.controller, id, 'inspector')).toMatchObject({
      status: 200,
      body: { state: 'assigned', assignee: 'inspector' },
    });
    expect((await act(north.inspector, id, 'begin')).body).toMatchObject({
      state: 'verifying',
      mayDo: expect.arrayContaining(['conclude']),
    });
    expect(await act(north.approver, id, 'order-stop')).toMatchObject({
      status: 409,
      body: { code: 'doubt-not-confirmed' },
    });
    expect((await act(north.inspector, id, 'ask-more', '已函询')).body.state).toBe('needs-more');
    expect((await act(north.inspector, id, 'resume')).body.state).toBe('verifying');
    expect(
      (await conclude(north.inspector, id, { ...confirmed, note: '证号 11010519491231002X 已核' })).body,
    ).toMatchObject({
      state: 'concluded',
      confirmedFen: 174_400,
    });
    expect(await act(north.approver, id, 'order-stop')).toMatchObject({
      status: 409,
      body: { code: 'doubt-not-confirmed' },
    });
    expect((await act(north.checker, id, 'review')).body.state).toBe('reviewed');
    expect((await act(north.approver, id, 'approve')).body.state).toBe('approved');
    const stopped = await act(north.approver, id, 'order-stop');
    expect(stopped.body).toMatchObject({ state: 'approved', stopOrderedAt: expect.any(String) });
    expect((await act(north.approver, id, 'order-stop')).status).toBe(409);
    expect((await act(north.controller, id, 'transfer', '涉嫌欺诈，移送')).body.state).toBe('transferred');
    expect((await act(north.controller, id, 'close', '主管部门已受理')).body.code).toBe('doubt-state');
    const stop = { stoppedOn: '2026-11-01', reference: '停发批次 7' };
    expect((await post(north.director, id, 'stop-confirmation', stop)).status).toBe(200);
    const closed = await act(north.controller, id, 'close', '主管部门已受理');
    expect(closed.body.history.map(({ act: name }: { act: string }) => name)).toEqual([
      ...[
        'assign',
        'begin',
        'ask-more',
        'resume',
        'conclude',
        'review',
        'approve',
        'order-stop',
        'transfer',
        'confirm-stop',
        'close',
      ],
    ]);
    expect(closed.body.history[4].note).toBe('证号 **************002X 已核');
    expect(closed.body).toMatchObject({ state: 'closed', mayDo: [] });
    const entries = await Promise.all(
      ['doubt.assigned', 'doubt.concluded', 'doubt.stop-ordered', 'doubt.closed'].map((action) =>
        entriesOf(test, 'north', action),
      ),
    );
    for (const some of entries)
      expect(some.filter(({ target, outcome }) => target === id && outcome === 'done')).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('002X');
  });

  it('the order to stop a benefit is told, once and with it, to who answers for the unit and to webhooks; to nobody involved', async () => {
    const owner = await test.owner();
    const hook = newId();
    await owner.pool.query(
      `insert into control.webhook (centre, id, url, kinds, secret_sealed, created_by)
      values ('north', $1, 'https://pay.example/hook', '{stop-payment-ordered}', 'x', $2)`,
      [hook, north.director.person],
    );
    const about = await addCase(test, north.clerk, Buffer.alloc(32, 9));
    const told = async (id: string) => {
      const { rows } = await owner.pool.query(
        `select username from control.notice n join access.account a on a.person = n.person
        where n.kind = 'stop-payment-ordered' and n.about = $1 order by 1`,
        [id],
      );
      return rows.map(({ username }) => username);
    };
    const seen = async (who: TestPerson, id: string) => (await service.get(who, `/api/v1/doubts/${id}`)).statusCode;
    const id = await upTo('approved', confirmed, { unit: 'control', case: about });
    expect(await seen(north.answerer, id)).toBe(403);
    expect((await act(north.checker, id, 'order-stop')).status).toBe(403);
    expect(await told(id)).toEqual([]);
    const twice = await Promise.all([1, 2].map(() => act(north.approver, id, 'order-stop')));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await told(id)).toEqual(['answerer']);
    const shown = await service.get(north.answerer, `/api/v1/doubts/${id}`);
    expect(shown.json()).toMatchObject({ id, mayDo: ['confirm-stop'], cases: [{ case: about }] });
    // The one whose work it is about does not hear of it first, and a unit without a head has the leadership.
    const own = await upTo('approved', confirmed, { unit: 'control', people: [north.answerer.person] });
    const other = await upTo('approved', confirmed, { unit: 'health' });
    for (const one of [own, other]) await act(north.approver, one, 'order-stop');
    expect(await told(own)).toEqual(['deputy', 'director']);
    expect(await told(other)).toEqual(['deputy', 'director']);
    expect(await seen(north.answerer, other)).toBe(403);
    const { rows: sent } = await owner.pool.query(
      'select kind, about, unit, "case" from control.webhook_delivery where webhook = $1 order by seq',
      [hook],
    );
    expect(sent).toEqual(
      [
        [id, 'control', about],
        [own, 'control', null],
        [other, 'health', null],
      ].map(([doubt, unit, ofCase]) => ({ kind: 'stop-payment-ordered', about: doubt, unit, case: ofCase })),
    );
  });

  it('a step is returned with its reason, and taken anew', async () => {
    const id = await upTo('concluded', cleared);
    expect((await act(north.checker, id, 'return')).body).toMatchObject({ code: 'invalid-request' });
    expect((await act(north.checker, id, 'return', '缺发放明细')).body).toMatchObject({
      state: 'verifying',
      conclusion: null,
    });
    expect((await conclude(north.inspector, id)).body.conclusion).toBe('confirmed');
    expect((await act(north.checker, id, 'review')).body.state).toBe('reviewed');
    expect((await act(north.approver, id, 'return', '金额不符')).body.state).toBe('concluded');
    expect((await act(north.checker, id, 'return', '重算')).body.state).toBe('verifying');
    await conclude(north.inspector, id, cleared);
    await act(north.checker, id, 'review');
    expect((await act(north.approver, id, 'approve')).body).toMatchObject({
      state: 'closed',
      conclusion: 'cleared',
      reason: 'data-lag',
    });
  });
});

describe('who may not', () => {
  it('who lacks the permission, is of another centre, or comes too early', async () => {
    const id = await upTo('verifying');
    for (const [who, name] of [
      [north.clerk, 'begin'],
      [north['pension-head'], 'begin'],
      [north.inspector2, 'ask-more'],
      [north.inspector, 'review'],
      [north.checker, 'approve'],
      [north.recoverer, 'close'],
    ] as const)
      expect(await act(who, id, name, '因'), `${who.username} ${name}`).toMatchObject({
        status: 403,
        body: { code: 'not-permitted' },
      });
    expect((await service.get(north.clerk, '/api/v1/doubts')).statusCode).toBe(403);
    expect((await act(south.inspector, id, 'begin')).status).toBe(404);
    for (const name of ['approve', 'close'])
      expect(await act(north.approver, id, name, '因')).toMatchObject({ status: 409, body: { code: 'doubt-state' } });
    expect(await assign(north.controller, id, 'clerk')).toMatchObject({ status: 422 });
    expect(await assign(north.inspector2, id, 'inspector2')).toMatchObject({ status: 403 });
    const denied = await entriesOf(test, 'north', 'doubt.approved');
    expect(denied.find(({ target }) => target === id)).toMatchObject({ outcome: 'denied', reason: 'doubt-state' });
  });

  it('what was confirmed is raised as one finding of the section, by whoever plans or approves, once however often asked', async () => {
    const what = {
      ...{ dimension: 'procedure', nature: 'violation', riskLevel: 2 },
      ...{ description: '未核对即发放', basis: '《社会保险经办条例》第三十六条' },
    };
    const rectify = async (who: TestPerson, id: string, key?: string) => {
      const answer = await service.send(who, {
        method: 'POST',
        url: `/api/v1/doubts/${id}/rectification`,
        payload: what,
        ...(key ? { headers: { 'idempotency-key': key } } : {}),
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const early = await upTo('reviewed');
    expect(await rectify(north.controller, early)).toMatchObject({ status: 409, body: { code: 'doubt-state' } });
    const id = await upTo('approved', confirmed, { people: [north.clerk.person] });
    expect(await rectify(north.inspector, id)).toMatchObject({ status: 403 });
    const answers = await Promise.all([1, 2].map(() => rectify(north.controller, id, 'one-key')));
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual([
      [200, 'rectifying'],
      [200, 'rectifying'],
    ]);
    expect(await rectify(north.controller, id)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    const { rows } = await (await test.owner()).pool.query(
      `select unit, operators, amount_fen::int as fen, state, nature from control.finding where source = 'doubt' and about = $1`,
      [id],
    );
    expect(rows).toEqual([
      { unit: 'pension', operators: [north.clerk.person], fen: 174_400, state: 'open', nature: 'violation' },
    ]);
    const entries = await entriesOf(test, 'north', 'doubt.finding-raised');
    expect(entries.filter(({ target, outcome }) => target === id && outcome === 'done')).toHaveLength(1);
    const { rows: none } = await (await test.owner()).pool.query('select from control.finding where about = $1', [
      early,
    ]);
    expect(none).toEqual([]);
  });

  it('a finding recorded of a doubt goes the same way: of what was confirmed and is seen, as it is there, once, and the doubt follows', async () => {
    const what = {
      ...{ unit: 'pension', dimension: 'procedure', nature: 'violation', riskLevel: 2 },
      ...{ description: '未核对即发放', basis: '《社会保险经办条例》第三十六条' },
    };
    const record = async (about: string, more: object = {}, who = north.controller, key = newId()) => {
      const answer = await service.send(who, {
        ...({ method: 'POST', url: '/api/v1/findings', headers: { 'idempotency-key': key } } as const),
        payload: { ...what, source: { kind: 'doubt', about }, ...more },
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const unseen = await upTo('approved');
    expect(await record(newId())).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await record(unseen, {}, south.controller)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    for (const early of [await one(), await upTo('reviewed'), await upTo('approved', cleared)])
      expect(await record(early)).toMatchObject({ status: 409, body: { code: 'doubt-state' } });
    const id = await upTo('approved', confirmed, { people: [north.clerk.person] });
    expect(await record(id, { unit: 'health', amountFen: 1 })).toMatchObject({
      ...{ status: 400, body: { code: 'invalid-request', errors: [{ path: '/unit' }, { path: '/amountFen' }] } },
    });
    expect((await record(id, {}, north.approver)).status).toBe(403);
    const raised = await Promise.all([1, 2].map(() => record(id, {}, north.controller, 'of-a-doubt')));
    expect(raised).toMatchObject(
      [1, 2].map(() => ({ status: 201, body: { source: 'doubt', about: id, amountFen: 174_400 } })),
    );
    expect((await service.get(north.controller, `/api/v1/doubts/${id}`)).json().state).toBe('rectifying');
    expect(await record(id)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    // Past the service the database holds it, too.
    const past = { ...what, source: { kind: 'doubt', about: await one() }, addWorkingDays } as const;
    const control = await test.connect('control');
    await expect(
      inCentre(control, 'north', (transaction) => raiseFinding(transaction, 'north', past as Raised)),
    ).rejects.toThrow(/finding_of_doubt|confirmed doubt/);
  });

  it('who is involved: named by the rule, in a case of the subject, or related to it', async () => {
    const [own, related] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const about = await addCase(test, north.inspector, own);
    const owner = await test.owner();
    await inCentre(owner, 'north', (transaction) =>
      sql`insert into access.relation (centre, id, person, relation, subject)
        values ('north', gen_random_uuid(), ${north.inspector.person}, 'spouse', ${related})`.execute(transaction),
    );
    for (const given of [
      { people: [north.inspector.person] },
      { subject: own },
      { case: about },
      { subject: related },
    ]) {
      const id = await one(given);
      expect(await assign(north.controller, id, 'inspector')).toMatchObject({
        status: 409,
        body: { code: 'doubt-involved' },
      });
      expect(await assign(north.inspector, id, 'inspector')).toMatchObject({
        status: 409,
        body: { code: 'doubt-involved' },
      });
      expect((await assign(north.inspector2, id, 'inspector2')).status).toBe(200);
      const seen = (await service.get(north.inspector, `/api/v1/doubts/${id}`)).json();
      expect(seen).toMatchObject({ involved: true, mayDo: [] });
    }
    // Found out later: they give it back, and do nothing else with it.
    const subject = Buffer.alloc(32, 3);
    const id = await upTo('verifying', confirmed, { subject });
    await addCase(test, north.inspector, subject);
    expect(await conclude(north.inspector, id)).toMatchObject({ status: 409, body: { code: 'doubt-involved' } });
    expect((await act(north.inspector, id, 'release', '参与过该办件')).body).toMatchObject({
      state: 'open',
      assignee: null,
    });
  });

  it('one person in two duties, in whatever round', async () => {
    const { jack } = north;
    const reviewed = await upTo('concluded');
    await act(jack, reviewed, 'review');
    expect(await act(jack, reviewed, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'doubt-other-duty' },
    });
    // The second round: who once verified does not review, though another has concluded since.
    const id = await one();
    await assign(jack, id, 'jack');
    await act(jack, id, 'begin');
    await act(jack, id, 'release', '转他人');
    await assign(north.controller, id, 'inspector');
    await act(north.inspector, id, 'begin');
    await conclude(north.inspector, id);
    expect(await act(jack, id, 'review')).toMatchObject({ status: 409, body: { code: 'doubt-other-duty' } });
    expect((await act(north.checker2, id, 'review')).status).toBe(200);
    const owner = await test.owner();
    await expect(
      inCentre(owner, 'north', (transaction) =>
        sql`update control.doubt set state = 'approved', approved_by = concluded_by where centre = 'north' and id = ${id}`.execute(
          transaction,
        ),
      ),
    ).rejects.toThrow(/doubt_three_people/);
  });
});

describe('at once', () => {
  it('of several who assign, conclude or review one, one does', async () => {
    const id = await one();
    const taken = await Promise.all([
      assign(north.inspector, id, 'inspector'),
      assign(north.inspector2, id, 'inspector2'),
    ]);
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 403]);
    const concluding = await upTo('verifying');
    const said = await Promise.all([
      conclude(north.inspector, concluding),
      conclude(north.inspector, concluding, cleared),
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
    const reviewing = await upTo('concluded');
    const read = await Promise.all([
      act(north.checker, reviewing, 'review'),
      act(north.checker2, reviewing, 'review'),
      act(north.checker2, reviewing, 'return', '缺材料'),
    ]);
    // Who returns it after the review would need to approve.
    expect(read.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(read.every(({ status }) => [200, 403, 409].includes(status))).toBe(true);
  });
});

describe('the list', () => {
  it('is filtered, paged and counted by rule', async () => {
    const rule = 'export-heavy';
    const ids = await given(test, 'north', [{ rule, severity: 3 }, { rule }, { rule, unit: 'health' }]);
    const list = async (query: Record<string, string>) =>
      (await service.get(north.inspector, '/api/v1/doubts', { rule, ...query })).json();
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.nextCursor });
    expect([...first.data, ...second.data].map(({ id }: { id: string }) => id)).toEqual(ids.toSorted().reverse());
    expect(second.nextCursor).toBeNull();
    expect((await list({ severity: '3' })).data).toHaveLength(1);
    expect((await list({ unit: 'health' })).data).toHaveLength(1);
    expect((await list({ overdue: 'true' })).data).toHaveLength(0);
    await assign(north.controller, ids[1] as string, 'inspector2');
    expect((await list({ assignee: 'inspector2' })).data).toMatchObject([{ id: ids[1], state: 'assigned' }]);
    expect((await list({ assignee: 'nobody' })).data).toEqual([]);
    const counts = (await service.get(north.checker, '/api/v1/doubts/counts', { rule })).json();
    expect(counts.data).toEqual([{ rule, total: 3, open: 3, overdue: 0, confirmed: 0, cleared: 0 }]);
  });
});
