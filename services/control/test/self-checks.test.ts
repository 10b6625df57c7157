import { addWorkingDays } from '@zhiheng/calendar';
import type { Database } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanOf } from '../month.ts';
import { openSelfChecks } from '../opening.ts';
import { control } from '../plugin.ts';
import { addReturnedCase, entriesOf, foundCentre, type People } from './founding.ts';

interface Shown {
  id: string;
  unit: string;
  month: string;
  overdue: boolean;
}

const path = '/api/v1/self-checks';
const fine = {
  answers: { procedure: { ok: true }, content: { ok: true }, policyBasis: { ok: true }, permissions: { ok: true } },
};
const withFault = (note?: string) => ({
  answers: { ...fine.answers, content: { ok: false, ...(note === undefined ? {} : { note }) } },
});

let test: TestDatabase;
let owner: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  const database = await test.connect('control');
  for (const centre of ['north', 'south']) await openSelfChecks(database, centre, addWorkingDays);
  // Two months that nobody answered.
  await owner.pool.query(`insert into control.self_check (centre, id, unit, month, due_at)
    select 'north', gen_random_uuid(), unit, month, '2020-03-01' from unnest('{pension,health}'::text[]) unit,
      unnest('{2020-01,2020-02}'::text[]) month`);
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const newestOf = async (people: People, unit: string): Promise<Shown> => {
  const { data } = (await service.get(people.controller, path, { unit, limit: '1' })).json();
  return data[0];
};
/** A self-check of its own for each test that completes one. */
const another = async (month: string, unit = 'pension', dueInDays = -1): Promise<string> => {
  const { rows } = await owner.pool.query(
    `insert into control.self_check (centre, id, unit, month, due_at)
     values ('north', gen_random_uuid(), $1, $2, clock_timestamp() + make_interval(days => $3)) returning id`,
    [unit, month, dueInDays],
  );
  return rows[0].id;
};
const complete = (caller: People[keyof People], id: string, body: object = fine) =>
  service.post(caller, `${path}/${id}/completion`, body);

describe('who sees which self-checks', () => {
  it('a section head those of the own section', async () => {
    const { data } = (await service.get(north['pension-head'], path)).json();
    expect(new Set(data.map(({ unit }: Shown) => unit))).toEqual(new Set(['pension']));
    expect(data).toHaveLength(3);
    expect((await service.get(north['pension-head'], path, { unit: 'health' })).json().data).toEqual([]);
  });

  it.each(['controller', 'director'] as const)('a %s those of the whole centre', async (username) => {
    const { data } = (await service.get(north[username], path)).json();
    expect(data).toHaveLength(6);
  });

  it('anybody else none, and the attempt is recorded', async () => {
    const answer = await service.get(north.clerk, path);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe('not-permitted');
    expect((await entriesOf(test, 'north', 'access.refused')).at(-1)).toMatchObject({
      actor: 'clerk',
      outcome: 'denied',
      reason: 'not-permitted',
    });
  });

  it('one of another section is refused and recorded; an unknown one is not found', async () => {
    const { id } = await newestOf(north, 'health');
    expect((await service.get(north['pension-head'], `${path}/${id}`)).statusCode).toBe(403);
    expect((await entriesOf(test, 'north', 'access.refused')).at(-1)).toMatchObject({
      actor: 'pension-head',
      target: id,
    });
    const unknown = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    expect((await service.get(north['pension-head'], `${path}/${unknown}`)).statusCode).toBe(404);
    expect((await service.get(north.clerk, `${path}/${unknown}`)).statusCode).toBe(403);
  });

  it('nobody without a token, no machine client', async () => {
    expect((await service.get(undefined, path)).statusCode).toBe(401);
    const client = { centre: 'north', client: 'business', scopes: ['audit:read', 'decide'] };
    expect((await service.get(client, path)).statusCode).toBe(403);
  });

  it('nobody of another centre, though the codes are the same', async () => {
    expect((await service.get(south.controller, path)).json().data).toHaveLength(2);
    const { id } = await newestOf(north, 'pension');
    expect((await service.get(south.controller, `${path}/${id}`)).statusCode).toBe(404);
    expect((await complete(south['pension-head'], id)).statusCode).toBe(404);
  });
});

describe('the list', () => {
  it('pages newest month first, then by unit, without gap or double', async () => {
    const seen: Shown[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '4', ...(cursor === null ? {} : { cursor }) };
      const page: { data: Shown[]; nextCursor: string | null } = (
        await service.get(north.controller, path, query)
      ).json();
      seen.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.map(({ month, unit }) => `${month} ${unit}`).slice(1)).toEqual([
      expect.stringMatching(/ pension$/),
      '2020-02 health',
      '2020-02 pension',
      '2020-01 health',
      '2020-01 pension',
    ]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
  });

  it('filters by month, unit and state, and marks what is late', async () => {
    const query = { month: '2020-01', unit: 'health', state: 'open' };
    const { data } = (await service.get(north.controller, path, query)).json();
    expect(data).toMatchObject([{ month: '2020-01', unit: 'health', overdue: true, completedAt: null, answers: null }]);
    expect((await service.get(north.controller, path, { state: 'completed', month: '2020-01' })).json().data).toEqual(
      [],
    );
  });

  it.each([
    [{ month: '2020-13' }, 'invalid-request'],
    [{ state: 'late' }, 'invalid-request'],
    [{ limit: '0' }, 'invalid-request'],
    [{ unknown: 'x' }, 'invalid-request'],
    [{ cursor: 'nonsense' }, 'invalid-cursor'],
    [{ cursor: Buffer.from('[1,2]').toString('base64url') }, 'invalid-cursor'],
  ])('refuses %j', async (query, code) => {
    const answer = await service.get(north.controller, path, query as Record<string, string>);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe(code);
  });
});

describe('completing', () => {
  it('is late from the deadline on, not before, and no longer once done', async () => {
    const overdue = async (id: string) => (await service.get(north.controller, `${path}/${id}`)).json().overdue;
    const late = await another('2018-01');
    expect(await overdue(late)).toBe(true);
    expect(await overdue(await another('2018-02', 'pension', 1))).toBe(false);
    await complete(north['pension-head'], late);
    expect(await overdue(late)).toBe(false);
  });

  it('records the answers with an entry that holds no free text', async () => {
    const id = await another('2019-01');
    const answer = await complete(north['pension-head'], id, withFault('张三的材料缺签名'));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      state: 'completed',
      overdue: false,
      completedBy: 'pension-head',
      answers: withFault('张三的材料缺签名').answers,
    });
    const entry = (await entriesOf(test, 'north', 'self-check.completed')).find(({ target }) => target === id);
    expect(entry).toMatchObject({ actor: 'pension-head', outcome: 'done', unit: 'pension' });
    expect(entry?.after).toEqual({
      state: 'completed',
      month: '2019-01',
      procedure: true,
      content: false,
      policyBasis: true,
      permissions: true,
    });
  });

  it('only by one whose permission reaches the unit', async () => {
    const id = await another('2019-02');
    for (const username of ['health-head', 'controller', 'director', 'clerk'] as const) {
      const answer = await complete(north[username], id);
      expect(answer.statusCode).toBe(403);
      expect((await entriesOf(test, 'north', 'access.refused')).at(-1)).toMatchObject({ actor: username, target: id });
    }
    expect((await service.get(north.controller, `${path}/${id}`)).json().state).toBe('open');
  });

  it('not by one who has left', async () => {
    const id = await another('2019-03', 'health');
    const connection = await owner.pool.connect();
    // Coming back takes a rehire; here the very same person is wanted again.
    await connection.query('set session_replication_role = replica');
    const leave = (state: string) =>
      connection.query('update access.person set state = $1 where id = $2', [state, north['health-head'].person]);
    await leave('departed');
    expect((await complete(north['health-head'], id)).statusCode).toBe(401);
    await leave('active');
    connection.release(true);
  });

  it('once, whoever comes at the same moment', async () => {
    const id = await another('2019-04');
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(north['pension-head'], id)));
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json().code).toBe('already-recorded');
    const entries = (await entriesOf(test, 'north', 'self-check.completed')).filter(({ target }) => target === id);
    expect(entries.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect(entries.filter(({ reason }) => reason === 'already-recorded')).toHaveLength(7);
  });

  it('a fault needs its note', async () => {
    const id = await another('2019-05');
    const answer = await complete(north['pension-head'], id, withFault());
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ path: '/answers/content/note', message: expect.any(String) }]);
    expect((await service.get(north.controller, `${path}/${id}`)).json().state).toBe('open');
  });

  it.each([
    ['a blank note', withFault('  \n ')],
    ['an overlong note', withFault('长'.repeat(2001))],
    ['a note that PostgreSQL cannot store', withFault('a\0b')],
    ['a missing question', { answers: { procedure: { ok: true } } }],
    ['an unknown question', { answers: { ...fine.answers, other: { ok: true } } }],
    ['text for a truth', { answers: { ...fine.answers, content: { ok: 'true' } } }],
    ['an unknown field', { ...fine, state: 'completed' }],
    ['nothing', {}],
  ])('refuses %s and changes nothing', async (_what, body) => {
    const { id } = await newestOf(north, 'pension');
    const answer = await complete(north['pension-head'], id, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('invalid-request');
    expect((await service.get(north.controller, `${path}/${id}`)).json().state).toBe('open');
  });

  it('an id that is none is refused', async () => {
    expect((await complete(north['pension-head'], 'pension')).statusCode).toBe(400);
  });
});

describe('the figures', () => {
  it('count what the section’s items did in the month, wherever the case was opened', async () => {
    const { id, month } = await newestOf(north, 'pension');
    const { from, until } = spanOf(month);
    const at = (instant: number, item = 'award', unit = 'hall', people = north) =>
      addReturnedCase(test, people.clerk, { item, unit, at: new Date(instant) });
    await at(from);
    await at(until - 1);
    await at(from - 1);
    await at(until);
    await at(from, 'claim', 'pension');
    await at(from, 'award', 'pension', south);
    await owner.pool.query(
      "update access.case set state = 'complete', closed_at = $1 where centre = 'north' and opened_at = $2",
      [new Date(from + 1), new Date(from - 1)],
    );
    const { figures } = (await service.get(north['pension-head'], `${path}/${id}`)).json();
    expect(figures).toEqual({ casesOpened: 2, casesCompleted: 1, stepsReturned: 2 });
  });
});
