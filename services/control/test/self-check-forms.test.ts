import { addWorkingDays } from '@zhiheng/calendar';
import type { SelfCheckDraft, SelfCheckFormDocument } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanOf } from '../month.ts';
import { openSelfChecks } from '../opening.ts';
import { control } from '../plugin.ts';
import { remindOfSelfChecks } from '../self-check/reminders.ts';
import { sectionFigures } from '../self-check/section.ts';
import { readUnits } from '../store/directory-store.ts';
import { addReturnedCase, entriesOf, foundCentre, type People } from './founding.ts';

const path = '/api/v1/self-checks';

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  database = await test.connect('control');
  for (const centre of ['north', 'south']) await openSelfChecks(database, centre, addWorkingDays);
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const last = async (unit: string) =>
  (await service.get(north.controller, path, { unit, limit: '1' })).json().data[0] as { id: string; month: string };
const another = async (month: string, dueInDays: number, unit = 'pension'): Promise<string> => {
  const { rows } = await owner.pool.query(
    `insert into control.self_check (centre, id, unit, month, due_at)
     values ('north', gen_random_uuid(), $1, $2, clock_timestamp() + make_interval(days => $3)) returning id`,
    [unit, month, dueInDays],
  );
  return rows[0].id;
};
const formOf = async (id: string, caller = north.clerk): Promise<SelfCheckFormDocument> =>
  (await service.get(caller, `${path}/${id}/draft`)).json();
const save = (id: string, body: { revision: number; draft: SelfCheckDraft }, caller = north.clerk) =>
  service.send(caller, { method: 'PUT', url: `${path}/${id}/draft`, payload: body });
const sign = (id: string, revision: number, caller = north['pension-head']) =>
  service.post(caller, `${path}/${id}/completion`, { revision });
const back = (id: string, caller = north.controller) =>
  service.post(caller, `${path}/${id}/return`, { reason: '第三题与系统数据不符' });

const finding = {
  nature: 'error',
  riskLevel: 2,
  description: '两件缺签名',
  item: 'award',
  amountFen: 120_000,
} as const;
/** Every place answered; the papers are not in order. */
const filled = ({ missing, form }: SelfCheckFormDocument): SelfCheckDraft => ({
  checkedOwn: 12,
  checkedOthers: 4,
  entries: missing.map(({ question, group }) =>
    form.questions.find(({ id }) => id === question)?.dimension === 'content' && question === 'papers-complete'
      ? { question, group, ok: false, note: '两件材料缺签名', findings: [finding] }
      : { question, group, ok: true, findings: [] },
  ),
});

describe('the form of a self-check', () => {
  it('is filled in by people of the section, signed off by its head, with its findings, and stays as it was', async () => {
    const { id } = await last('pension');
    const open = (await service.get(north.clerk, '/api/v1/self-check-drafts')).json().data;
    expect(open).toMatchObject([{ id, unit: 'pension', missing: 10 }]);
    const form = await formOf(id);
    expect(form).toMatchObject({ revision: 0, draft: null, mayFill: true, mayComplete: false });
    expect(form.form.groups).toMatchObject([{ group: 'all', items: [{ item: 'award' }] }]);

    // One part first: it is kept, but cannot be signed.
    const whole = filled(form);
    const part = { ...whole, entries: whole.entries.slice(0, 3) };
    expect((await save(id, { revision: 0, draft: part })).json()).toMatchObject({ revision: 1, draftedBy: 'clerk' });
    expect((await sign(id, 1)).json()).toMatchObject({ code: 'invalid-request', errors: [{ path: '/revision' }] });
    expect((await save(id, { revision: 0, draft: whole })).json().code).toBe('changed-meanwhile');
    expect((await save(id, { revision: 1, draft: whole })).json()).toMatchObject({ revision: 2, missing: [] });
    expect((await sign(id, 1)).json().code).toBe('changed-meanwhile');
    expect((await sign(id, 2, north.clerk)).json().code).toBe('not-permitted');
    const both = await Promise.all([sign(id, 2), sign(id, 2)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(both.find(({ statusCode }) => statusCode === 200)?.json()).toMatchObject({
      state: 'completed',
      answers: { procedure: { ok: true }, content: { ok: false, note: expect.stringContaining('两件材料缺签名') } },
    });
    const signed = await formOf(id, north.director);
    expect(Object.values(signed.raised)).toHaveLength(1);
    expect(await findingsOf(id)).toEqual([
      {
        id: Object.values(signed.raised)[0],
        dimension: 'content',
        nature: 'error',
        item: 'award',
        amount_fen: 120_000,
      },
    ]);
    expect((await save(id, { revision: 2, draft: whole })).json().code).toBe('already-recorded');
    const logged = await entriesOf(test, 'north', 'self-check.drafted');
    expect(JSON.stringify(logged)).not.toContain('缺签名');
  });

  it('is returned by internal control with a reason, corrected and signed again: nothing is raised twice', async () => {
    const { id } = await last('pension');
    for (const username of ['pension-head', 'clerk', 'director'] as const)
      expect((await back(id, north[username])).json().code, username).toBe('not-permitted');
    const both = await Promise.all([back(id), back(id)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await back(id)).json().code).toBe('self-check-open');
    const returned = await formOf(id);
    expect(returned).toMatchObject({
      state: 'open',
      revision: 2,
      overdue: false,
      returns: [{ reason: '第三题与系统数据不符', returnedBy: 'controller' }],
    });
    const draft = structuredClone(returned.draft as SelfCheckDraft);
    const faulty = draft.entries.find(({ ok }) => !ok);
    faulty?.findings.push({ ...finding, description: '另一件金额录错' });
    if (faulty?.findings[0]) faulty.findings[0].description = '改写已登记的问题';
    expect((await save(id, { revision: 2, draft })).statusCode).toBe(200);
    expect((await sign(id, 3)).statusCode).toBe(200);
    expect(await findingsOf(id)).toHaveLength(2);
    const again = await formOf(id);
    const kept = again.draft?.entries.flatMap(({ findings }) => findings.map(({ description }) => description));
    expect(kept).toEqual(['两件缺签名', '另一件金额录错']);
    expect((await service.get(north.controller, `${path}/${id}`)).json()).toMatchObject({
      returns: 1,
      state: 'completed',
    });
    const { rows } = await owner.pool.query(
      "select completed_by, draft from control.self_check_return where centre = 'north'",
    );
    expect(rows).toMatchObject([{ completed_by: north['pension-head'].person, draft: { checkedOwn: 12 } }]);
  });

  it('is returned no more once the report of the month stands', async () => {
    const id = await another('2019-06', 1);
    await service.post(north['pension-head'], `${path}/${id}/completion`, {
      answers: { procedure: { ok: true }, content: { ok: true }, policyBasis: { ok: true }, permissions: { ok: true } },
    });
    expect((await back(id)).json().code).toBe('report-made');
  });

  it('is for people of the section and who oversees; another centre does not see it', async () => {
    const { id } = await last('health');
    const form = await formOf(id, north.controller);
    expect(form.mayFill).toBe(false);
    expect((await service.get(north.clerk, `${path}/${id}/draft`)).json().code).toBe('not-permitted');
    expect((await service.get(south.controller, `${path}/${id}/draft`)).statusCode).toBe(404);
    const body = { revision: 0, draft: filled(form) };
    for (const username of ['clerk', 'controller', 'director', 'pension-head'] as const)
      expect((await save(id, body, north[username])).json().code, username).toBe('not-permitted');
    const other = structuredClone(body);
    for (const entry of other.draft.entries) entry.findings = [];
    other.draft.entries[0] = { ...body.draft.entries[0], question: 'elsewhere' } as SelfCheckDraft['entries'][number];
    expect((await save(id, other, north['health-head'])).json().errors).toMatchObject([
      { path: '/draft/entries/0/question' },
    ]);
    expect((await service.get(north.controller, '/api/v1/self-check-drafts')).json().code).toBe('not-permitted');
    const neither = await service.post(north['health-head'], `${path}/${id}/completion`, { revision: 1, ...answers });
    expect(neither.json().code).toBe('invalid-request');
  });

  it('keeps the questions that it had when others are asked', async () => {
    const { id } = await last('health');
    const before = (await formOf(id, north.controller)).form.questions.length;
    const { settings } = (await service.get(north.controller, '/api/v1/control-settings')).json();
    settings.selfCheck.questions = settings.selfCheck.questions.slice(0, 2);
    const asked = await service.post(north.controller, '/api/v1/control-settings/proposals', {
      ...{ version: 0, settings, reason: '精简' },
    });
    await service.post(north.director, `/api/v1/control-approvals/${asked.json().id}/decisions`, {
      decision: 'approve',
    });
    expect((await formOf(id, north.controller)).form.questions).toHaveLength(before);
    expect((await formOf(await another('2019-07', 1), north.controller)).form.questions).toHaveLength(2);
  });

  it('shows what the system knows of the section', async () => {
    const { id, month } = await last('pension');
    const { from } = spanOf(month);
    for (let n = 0; n < 3; n++)
      await addReturnedCase(test, north.clerk, { item: 'award', unit: 'hall', at: new Date(from + n) });
    const ended = (state: string, round: number, n: number) =>
      owner.pool.query(
        `set session_replication_role = replica; update access.case set state = '${state}', round = ${round},
          closed_at = opened_at + interval '1 hour' where centre = 'north' and opened_at = '${new Date(from + n).toISOString()}';
         set session_replication_role = origin`,
      );
    await ended('complete', 2, 0);
    await ended('complete', 1, 1);
    const fresh = await another('2019-08', 1);
    expect((await formOf(fresh)).sectionFigures.items).toMatchObject([{ item: 'award', opened: 0 }]);
    expect(await live('pension', month)).toMatchObject({
      casesCorrected: 1,
      casesCancelled: 0,
      items: [{ item: 'award', opened: 3, completed: 2, returned: 3, cancelled: 0 }],
      people: 2,
      grants: 2,
      grantsOfOthers: 0,
      peopleWithoutGrants: 0,
      leavers: 0,
      openConflicts: 0,
    });
    // What was signed off keeps what was known then.
    expect((await formOf(id)).sectionFigures.items).toMatchObject([{ opened: 0 }]);
  });
});

describe('what is late', () => {
  it('is reminded of before, and taken up step by step, each once however often the schedule runs', async () => {
    const soon = await another('2018-01', 1, 'health');
    const late = await another('2018-02', -30, 'health');
    await Promise.all([run(), run()]);
    await run();
    const about = async (username: keyof People, id: string) =>
      (await service.get(north[username], '/api/v1/control-notices', { limit: '200' }))
        .json()
        .data.filter((notice: { about: { id: string } }) => notice.about.id === id)
        .map(({ kind }: { kind: string }) => kind);
    expect(await about('health-head', soon)).toEqual(['self-check-due']);
    expect(await about('health-head', late)).toEqual(['self-check-overdue']);
    // Nobody of this centre decides on exceptions: the whole leadership stands in for its director.
    expect(await about('director', late)).toEqual(['self-check-overdue', 'self-check-overdue']);
    expect(await about('pension-head', late)).toEqual([]);
    const entries = (await entriesOf(test, 'north', 'self-check.escalated')).filter(({ target }) => target === late);
    expect(entries.map(({ after }) => after?.to)).toEqual(['section-head', 'deputy-director', 'director']);
    const { data } = (await service.get(north.controller, path, { overdue: 'true', month: '2018-02' })).json();
    expect(data).toMatchObject([{ id: late, escalated: 3, overdue: true }]);
    expect((await service.get(north.controller, path, { overdue: 'false', month: '2018-02' })).json().data).toEqual([]);
  });

  it('was not opened for months: each is made up for, once', async () => {
    await owner.pool.query(`set session_replication_role = replica;
      delete from control.self_check where centre = 'south'; set session_replication_role = origin;
      insert into control.self_check (centre, id, unit, month, due_at)
        select 'south', gen_random_uuid(), 'pension', to_char((now() at time zone 'Asia/Shanghai') - interval '3 months', 'YYYY-MM'), now()`);
    expect(await Promise.all([opening(), opening()]).then(([one, two]) => one + two)).toBe(4);
    expect(await opening()).toBe(0);
  });
});

const answers = {
  answers: { procedure: { ok: true }, content: { ok: true }, policyBasis: { ok: true }, permissions: { ok: true } },
};
const run = () => remindOfSelfChecks(database, 'north', addWorkingDays);
const opening = () => openSelfChecks(database, 'south', addWorkingDays);
const findingsOf = async (id: string) => {
  const { rows } = await owner.pool.query(
    "select id, dimension, nature, item, amount_fen from control.finding where source = 'self-check' and about = $1 order by id",
    [id],
  );
  return rows.map((row) => ({ ...row, amount_fen: Number(row.amount_fen) }));
};
const live = (unit: string, month: string) =>
  inCentre(database, 'north', async (transaction) =>
    sectionFigures(transaction, 'north', await readUnits(transaction, 'north'), { unit, month }),
  );
