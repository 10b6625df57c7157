import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalateOverdue } from '../findings/escalate.ts';
import { control } from '../plugin.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { addReturnedCase, entriesOf } from './founding.ts';

const path = '/api/v1/rectifications';
const evidence = [{ name: '整改材料.pdf', digest: `sha-256:${'0'.repeat(64)}` }];
const answer = { note: '已补正', evidence };
type Person = Staff[keyof Staff];

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

const post = async (by: Person, url: string, body: object = {}) => {
  const found = await service.post(by, url, body);
  expect(found.statusCode, found.body).toBeLessThan(300);
  return found.json();
};
/** A finding that its section has accepted. */
const accepted = async (more: object = {}): Promise<string> => {
  const body = { unit: 'pension', item: 'award', dimension: 'content', nature: 'error', riskLevel: 1 };
  const { id } = await post(north.inspector, '/api/v1/findings', {
    ...body,
    description: '缺签名',
    basis: '规程',
    ...more,
  });
  await post(north.inspector, `/api/v1/findings/${id}/feedback`);
  await post(north['pension-head'], `/api/v1/findings/${id}/response`, { response: 'accept' });
  return id;
};
const orderFor = (findings: readonly string[], more: object = {}) => ({
  problems: findings.map((finding) => ({ finding, measure: '补签' })),
  responsible: 'pension-head',
  basis: '条例第三十六条',
  proof: '补签材料',
  ...more,
});
const order = async (more: object = {}): Promise<string> =>
  (await post(north.controller, path, orderFor([await accepted(more)]))).id;
const doing = (by: Person, id: string, what: string, body: object = {}) =>
  service.post(by, `${path}/${id}/${what}`, body);
const done = (by: Person, id: string, what: string, body: object = {}) => post(by, `${path}/${id}/${what}`, body);
const refused = async (by: Person, id: string, what: string, body: object = {}) => {
  const { statusCode, json } = await doing(by, id, what, body);
  return `${statusCode} ${json().code}`;
};
const read = async (id: string, by: Person = north.inspector) => (await service.get(by, `${path}/${id}`)).json();
/** An order answered by the head of the section. */
const answered = async (more: object = {}): Promise<string> => {
  const id = await order(more);
  await done(north['pension-head'], id, 'receipt');
  await done(north['pension-head'], id, 'answer', answer);
  return id;
};
const overdueBy = (id: string, days: number) =>
  pastTriggers(
    owner,
    "update control.rectification set due_at = date_trunc('day', now()) - make_interval(days => $2) where id = $1",
    [id, days],
  );
const escalate = () => escalateOverdue(database, 'north', addWorkingDays);
const doneEntries = async (action: string, id: string) =>
  (await entriesOf(test, 'north', action)).filter(({ target, outcome }) => target === id && outcome === 'done');

describe('an order', () => {
  it('of several findings goes the whole way, and closing it closes them', async () => {
    const findings = [await accepted(), await accepted({ nature: 'violation' })];
    const made = await post(north.controller, path, orderFor(findings));
    const { id, number } = made;
    expect(made).toMatchObject({
      state: 'issued',
      findings: 2,
      overdue: false,
      extended: false,
      unit: 'pension',
      may: ['void'],
    });
    expect(number).toMatch(/^[0-9]{4}-001$/);
    // The violation allows five working days, the error ten.
    expect(Date.parse(made.dueAt)).toBe(addWorkingDays(Date.parse(made.issuedAt), 5));
    expect((await read(id, north['pension-head'])).may).toEqual(['receive', 'extend']);
    await done(north['pension-head'], id, 'receipt');
    await done(north['pension-head'], id, 'answer', answer);
    await done(north.inspector2, id, 'recheck', { result: 'return', note: '第二件未补' });
    await done(north['pension-head'], id, 'answer', answer);
    await done(north.inspector2, id, 'recheck', { result: 'verify' });
    await done(north.controller, id, 'closure', { result: 'refuse', note: '缺同类办件复核记录' });
    await done(north['pension-head'], id, 'answer', answer);
    await done(north.inspector, id, 'recheck', { result: 'verify' });
    const closed = await done(north.controller, id, 'closure', { result: 'close', accountability: '批评教育' });
    expect(closed.state).toBe('closed');
    expect(closed.problems.map(({ state }: { state: string }) => state)).toEqual(['closed', 'closed']);
    expect(closed.acts.map(({ act, by }: { act: string; by: string }) => `${act} ${by}`)).toEqual([
      'receive pension-head',
      'answer pension-head',
      'return inspector2',
      'answer pension-head',
      'verify inspector2',
      'refuse controller',
      'answer pension-head',
      'verify inspector',
      'close controller',
    ]);
    expect(closed.acts.at(-1)).toMatchObject({ accountability: '批评教育' });
    expect(await doneEntries('rectification.issued', id)).toMatchObject([{ after: { number, findings } }]);
    expect(await doneEntries('rectification.closed', id)).toMatchObject([{ actor: 'controller', after: { number } }]);
    for (const finding of findings) expect(await doneEntries('finding.closed', finding)).toHaveLength(1);
    expect(await refused(north.controller, id, 'closure', { result: 'close' })).toBe('409 moved-on');
  });

  it.each([
    ['inspector', {}, '403 not-permitted'],
    ['pension-head', {}, '403 not-permitted'],
    ['controller', { responsible: 'nobody' }, '404 not-found'],
    ['controller', { responsible: 'health-head' }, '400 invalid-request'],
    ['controller', { workingDays: 11 }, '400 invalid-request'],
    ['controller', { problems: [] }, '400 invalid-request'],
    ['controller', { problems: [{ finding: newId(), measure: '补签' }] }, '404 not-found'],
  ] as const)('by %s with %j is refused: %s', async (username, more, expected) => {
    const { statusCode, json } = await service.post(north[username], path, orderFor([await accepted()], more));
    expect(`${statusCode} ${json().code}`).toBe(expected);
  });

  it('is for findings of one section, each heard, each ordered once, none of another centre', async () => {
    const finding = await accepted();
    const codeOf = async (by: Person, body: object) => (await service.post(by, path, body)).json().code;
    expect(await codeOf(south.controller, orderFor([finding]))).toBe('not-found');
    expect(await codeOf(north.controller, orderFor([finding, finding]))).toBe('invalid-request');
    const elsewhere = await post(north.inspector, '/api/v1/findings', {
      ...{ unit: 'health', dimension: 'content', nature: 'error', riskLevel: 1, description: '缺', basis: '规' },
    });
    await post(north.inspector, `/api/v1/findings/${elsewhere.id}/feedback`);
    expect(await codeOf(north.controller, orderFor([elsewhere.id], { responsible: 'health-head' }))).toBe('moved-on');
    // A section that lets its time pass has been heard.
    await pastTriggers(owner, "update control.finding set respond_by = now() - interval '1 minute' where id = $1", [
      elsewhere.id,
    ]);
    expect(await codeOf(north.controller, orderFor([finding, elsewhere.id]))).toBe('invalid-request');
    await post(north.controller, path, orderFor([elsewhere.id], { responsible: 'health-head' }));
    await post(north.controller, path, orderFor([finding]));
    expect(await codeOf(north.controller, orderFor([finding]))).toBe('moved-on');
  });

  it('is numbered without a gap or a double, whatever is tried at once and fails', async () => {
    const findings = await Promise.all(Array.from({ length: 5 }, () => accepted()));
    const fails = orderFor([findings[0] as string], { responsible: 'pension-head' });
    await Promise.all([
      ...findings.map((finding) => service.post(north.controller, path, orderFor([finding]))),
      ...[1, 2].map(() => service.post(north.controller, path, fails)),
    ]);
    const { rows } = await owner.pool.query(
      "select array_agg(serial order by serial) as serials from control.rectification where centre = 'north'",
    );
    const serials: number[] = rows[0].serials;
    expect(serials).toEqual(serials.map((_, index) => index + 1));
    // Another centre counts for itself, another year from one.
    await pastTriggers(owner, "update control.notice_number set year = year - 1 where centre = 'north'");
    await pastTriggers(owner, "update control.rectification set year = year - 1 where centre = 'north'");
    expect((await read(await order())).number).toMatch(/-001$/);
  });

  it('is taken back by who issued it, before it is received: its number stays, its findings are ordered anew', async () => {
    const finding = await accepted();
    const made = await post(north.controller, path, orderFor([finding]));
    const why = { reason: '整改要求有误' };
    expect(await refused(north.both, made.id, 'voiding', why)).toBe('403 not-permitted');
    expect(await refused(north.controller, made.id, 'voiding', { reason: ' ' })).toBe('400 invalid-request');
    const [taken, received] = await Promise.all([
      doing(north.controller, made.id, 'voiding', why),
      doing(north['pension-head'], made.id, 'receipt'),
    ]);
    // At once with its receipt: one of both.
    expect([taken.statusCode, received.statusCode].sort()).toEqual([200, 409]);
    const other = await post(north.controller, path, orderFor([await accepted()]));
    await done(north['pension-head'], other.id, 'receipt');
    expect(await refused(north.controller, other.id, 'voiding', why)).toBe('409 moved-on');

    const again = await accepted();
    const wrong = await post(north.controller, path, orderFor([again]));
    const gone = await done(north.controller, wrong.id, 'voiding', why);
    expect(gone).toMatchObject({
      ...{ number: wrong.number, state: 'void', findings: 1, overdue: false, may: [] },
      problems: [{ finding: again, state: 'upheld', measure: '补签' }],
      acts: [{ act: 'void', by: 'controller', note: '整改要求有误' }],
    });
    expect(await doneEntries('rectification.voided', wrong.id)).toMatchObject([{ after: { number: wrong.number } }]);
    expect(await doneEntries('finding.order-void', again)).toHaveLength(1);
    const anew = await post(north.controller, path, orderFor([again]));
    expect(anew.number > wrong.number).toBe(true);
    expect(await refused(north['pension-head'], wrong.id, 'receipt')).toBe('409 moved-on');
  });

  it('killed and tried again with its key is made once', async () => {
    const key = 'order-once';
    const payload = orderFor([await accepted()]);
    const send = () =>
      service.send(north.controller, { method: 'POST', url: path, payload, headers: { 'idempotency-key': key } });
    const tries = [...(await Promise.all([send(), send()])), await send()];
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(tries.map((one) => one.json().id)).size).toBe(1);
  });
});

describe('who rectifies', () => {
  it('neither checks nor closes, though their post would let them', async () => {
    const id = await order();
    await done(north.both, id, 'receipt');
    await done(north.both, id, 'answer', answer);
    expect((await read(id, north.both)).may).toEqual([]);
    expect(await refused(north.both, id, 'recheck', { result: 'verify' })).toBe('409 another-person');
    await done(north.inspector, id, 'recheck', { result: 'verify' });
    expect(await refused(north.both, id, 'closure', { result: 'close' })).toBe('409 another-person');
    expect(await refused(north['pension-head'], id, 'closure', { result: 'close' })).toBe('403 not-permitted');
    expect((await entriesOf(test, 'north', 'access.refused')).at(-1)).toMatchObject({
      actor: 'pension-head',
      target: id,
    });
    await done(north.controller, id, 'closure', { result: 'close' });
  });

  it('nor by the database’s own word, under whichever of their records', async () => {
    const id = await order();
    await done(north.both, id, 'receipt');
    await done(north.both, id, 'answer', answer);
    await pastTriggers(owner, "update access.person set merged_into = $2, state = 'departed' where id = $1", [
      north.both.person,
      north.controller.person,
    ]);
    const insert = (act: string, from: string, to: string, person: string) =>
      inCentre(database, 'north', (transaction) =>
        sql`insert into control.rectification_act (centre, rectification, act, from_state, to_state, person, note)
          values ('north', ${id}, ${act}, ${from}, ${to}, ${person}, 'x')`.execute(transaction),
      );
    const { person } = north.controller;
    await expect(insert('verify', 'answered', 'verified', person)).rejects.toThrow(/neither checks nor closes/);
    await expect(insert('verify', 'answered', 'verified', north['pension-head'].person)).rejects.toThrow(
      /neither checks/,
    );
    await insert('verify', 'answered', 'verified', north.inspector.person);
    await expect(insert('close', 'verified', 'closed', person)).rejects.toThrow(/neither checks nor closes/);
    expect(await refused(north.controller, id, 'closure', { result: 'close' })).toBe('409 another-person');
    await pastTriggers(owner, "update access.person set merged_into = null, state = 'active' where id = $1", [
      north.both.person,
    ]);
  });

  it('is checked by nobody who took part in the case', async () => {
    await addReturnedCase(test, north.inspector2, { item: 'award', unit: 'hall', at: new Date() });
    const { rows } = await owner.pool.query('select "case" from access.step where person = $1', [
      north.inspector2.person,
    ]);
    const id = await answered({ case: rows[0].case });
    expect(await refused(north.inspector2, id, 'recheck', { result: 'verify' })).toBe('409 took-part');
    await expect(
      inCentre(database, 'north', (transaction) =>
        sql`insert into control.rectification_act (centre, rectification, act, from_state, to_state, person)
          values ('north', ${id}, 'verify', 'answered', 'verified', ${north.inspector2.person})`.execute(transaction),
      ),
    ).rejects.toThrow(/took part/);
    await done(north.inspector, id, 'recheck', { result: 'verify' });
  });
});

describe('answering', () => {
  it('needs its receipt first, evidence, and the section', async () => {
    const id = await order();
    expect(await refused(north['pension-head'], id, 'answer', answer)).toBe('409 moved-on');
    expect(await refused(north['health-head'], id, 'receipt')).toBe('404 not-found');
    expect(await refused(north.clerk, id, 'receipt')).toBe('403 not-permitted');
    expect(await refused(south['pension-head'], id, 'receipt')).toBe('404 not-found');
    await done(north['pension-head'], id, 'receipt');
    expect(await refused(north['pension-head'], id, 'answer', { note: '已补正', evidence: [] })).toBe(
      '400 invalid-request',
    );
    expect(
      await refused(north['pension-head'], id, 'answer', { note: '已补正', evidence: [{ name: 'x', digest: 'y' }] }),
    ).toBe('400 invalid-request');
    expect(await refused(north.controller, id, 'answer', answer)).toBe('403 not-permitted');
  });

  it('twice at once is one answer', async () => {
    const id = await order();
    await done(north['pension-head'], id, 'receipt');
    const answers = await Promise.all([1, 2, 3, 4].map(() => doing(north['pension-head'], id, 'answer', answer)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409]);
    expect((await read(id)).acts).toHaveLength(2);
  });

  it('and closing at the moment when it is sent back: one of both', async () => {
    const id = await answered();
    await done(north.inspector, id, 'recheck', { result: 'verify' });
    const ends = await Promise.all([
      doing(north.controller, id, 'closure', { result: 'close' }),
      doing(north.controller, id, 'closure', { result: 'refuse', note: '缺记录' }),
    ]);
    expect(ends.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const { state, problems } = await read(id);
    expect(problems[0].state).toBe(state === 'closed' ? 'closed' : 'ordered');
  });
});

describe('what is overdue', () => {
  it('goes up step by step, each once, whatever runs at once or did not run for days', async () => {
    const id = await order();
    await overdueBy(id, 30);
    expect((await read(id)).overdue).toBe(true);
    await Promise.all([escalate(), escalate(), escalate()]);
    expect(await escalate()).toBe(0);
    expect((await read(id)).escalations).toMatchObject([
      { afterWorkingDays: 1, to: 'section-head', people: ['both', 'pension-head'] },
      { afterWorkingDays: 3, to: 'deputy-director', people: ['deputy', 'director'] },
      { afterWorkingDays: 5, to: 'director', people: ['chief'] },
    ]);
    expect((await doneEntries('rectification.escalated', id)).map(({ after }) => after?.afterWorkingDays)).toEqual([
      1, 3, 5,
    ]);
    const notices = await service.get(north.chief, '/api/v1/control-notices');
    expect(notices.json().data).toContainEqual(expect.objectContaining({ kind: 'rectification-overdue' }));
    expect((await service.get(north.director, path, { overdue: 'true' })).json().data).toMatchObject([{ id }]);
  });

  it('and answered at the same moment was passed up before the answer, or not at all', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await order();
      await done(north['pension-head'], id, 'receipt');
      await overdueBy(id, 30);
      await Promise.all([done(north['pension-head'], id, 'answer', answer), escalate()]);
      await escalate();
      const { escalations, acts } = await read(id);
      const at = acts.find(({ act }: { act: string }) => act === 'answer').at;
      for (const one of escalations) expect(one.at <= at).toBe(true);
      expect([0, 3]).toContain(escalations.length);
    }
  });

  it('is not passed up by the database where it is not overdue', async () => {
    const id = await order();
    await expect(
      inCentre(database, 'north', (transaction) =>
        sql`insert into control.rectification_escalation (centre, rectification, due_at, after_days, post, people)
          select centre, id, due_at, 1, 'director', '{}' from control.rectification where id = ${id}`.execute(
          transaction,
        ),
      ),
    ).rejects.toThrow(/only what is overdue/);
  });
});

describe('more time', () => {
  const approve = (id: string) =>
    service.post(north.director, `/api/v1/control-approvals/${id}/decisions`, { decision: 'approve' });
  const ask = { workingDays: 5, reason: '须等外地核查' };

  it('is given once, by the leadership', async () => {
    const id = await order();
    const { dueAt } = await read(id);
    expect(await refused(north.controller, id, 'extension', ask)).toBe('403 not-permitted');
    const { approval } = await done(north['pension-head'], id, 'extension', ask);
    expect((await read(id)).dueAt).toBe(dueAt);
    const decided = await approve(approval);
    expect(decided.statusCode, decided.body).toBe(200);
    const after = await read(id);
    expect(after).toMatchObject({ extended: true, state: 'issued' });
    expect(Date.parse(after.dueAt)).toBe(addWorkingDays(Date.parse(dueAt) - 1, 5));
    expect(await doneEntries('rectification.extended', id)).toMatchObject([{ actor: 'director' }]);
    expect(await refused(north['pension-head'], id, 'extension', ask)).toBe('409 already-recorded');
  });

  it('is not given any more once it was answered', async () => {
    const id = await order();
    await done(north['pension-head'], id, 'receipt');
    const { approval } = await done(north['pension-head'], id, 'extension', ask);
    await done(north['pension-head'], id, 'answer', answer);
    expect((await approve(approval)).json().code).toBe('moved-on');
    expect((await read(id)).extended).toBe(false);
  });
});

describe('what somebody has to do', () => {
  const tasksOf = async (by: Person, about: string): Promise<string[]> =>
    (await service.get(by, '/api/v1/tasks', { limit: '500' }))
      .json()
      .data.filter((task: { about: { id: string } }) => task.about.id === about)
      .map(({ kind }: { kind: string }) => kind);

  it('is told to whose turn it is, of findings and orders', async () => {
    const finding = await accepted();
    expect(await tasksOf(north.controller, finding)).toEqual(['finding-order']);
    expect(await tasksOf(north['pension-head'], finding)).toEqual([]);
    const { id } = await post(north.controller, path, orderFor([finding]));
    expect(await tasksOf(north['pension-head'], id)).toEqual(['rectification-receive']);
    expect(await tasksOf(north.inspector, id)).toEqual([]);
    await done(north['pension-head'], id, 'receipt');
    expect(await tasksOf(north['pension-head'], id)).toEqual(['rectification-answer']);
    await done(north['pension-head'], id, 'answer', answer);
    expect(await tasksOf(north.inspector, id)).toEqual(['rectification-check']);
    await done(north.inspector, id, 'recheck', { result: 'verify' });
    expect(await tasksOf(north.controller, id)).toEqual(['rectification-close']);
    await done(north.controller, id, 'closure', { result: 'close' });
    expect(await tasksOf(north.controller, id)).toEqual([]);
  });
});

describe('the list', () => {
  it('filters, counts, and goes into a workbook; a section sees its own', async () => {
    const id = await order({ nature: 'control-gap' });
    const filter = { state: 'issued', unit: 'pension', item: 'award', nature: 'control-gap', overdue: 'false' };
    expect((await service.get(north.director, path, filter)).json().data).toMatchObject([{ id }]);
    expect((await service.get(north['health-head'], path, filter)).json().data).toEqual([]);
    expect((await service.get(north.clerk, path)).statusCode).toBe(403);
    expect((await service.get(north.director, `${path}/counts`, filter)).json()).toEqual({
      total: 1,
      overdue: 0,
      byState: { issued: 1 },
    });
    const book = await service.get(north.director, `${path}.xlsx`);
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});
