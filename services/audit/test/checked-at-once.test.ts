import { readFile } from 'node:fs/promises';
import { type Database, newId } from '@zhiheng/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
let logins: Database[];

/** What `audit.append` was before its entries were looked at once, by another name. */
const before = new URL('../../../migrations/audit/0014_own-words.sql', import.meta.url);

beforeAll(async () => {
  world = await openWorld();
  const text = await readFile(before, 'utf8');
  await world.owner.pool.query(text.replace('audit.append(p_centre', 'audit.append_before(p_centre'));
  // Else one thing would be held against itself.
  const { rows } = await world.owner.pool.query<{ body: string }>(
    `select prosrc as body from pg_proc where pronamespace = 'audit'::regnamespace and proname in ('append', 'append_before')`,
  );
  expect(new Set(rows.map(({ body }) => body)).size).toBe(2);
  await world.owner.pool.query('grant execute on function audit.append_before(text, jsonb) to public');
  logins = [world.database, await world.testDatabase.connect('access', { size: 1 }), world.owner];
});
afterAll(() => world.close());

/** How many entries it takes, or why it refuses them: nothing is kept. */
async function answer({ pool }: Database, name: 'append' | 'append_before', entries: string): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select set_config('zhiheng.centre', 'north', true)`);
    const { rows } = await client.query(`select count(*)::int as taken from audit.${name}('north', $1::jsonb)`, [
      entries,
    ]);
    return rows[0];
  } catch (error) {
    const { code, message, constraint } = error as { code?: string; message: string; constraint?: string };
    return { code, message, constraint };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const hour = 3_600_000;
const idAt = (time: number) => {
  const hex = Math.trunc(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${newId().slice(13)}`;
};
const id = fc.oneof(
  fc.constantFrom(
    newId(),
    newId().toUpperCase(),
    newId().replaceAll('-', ''),
    '',
    'x',
    '00000000-0000-4000-8000-000000000000',
  ),
  fc.constantFrom(...[-32 * 24, -30 * 24, -1, 1, 23, 25].map((hours) => idAt(Date.now() + hours * hour))),
);
const action = fc.constantFrom(
  ...[
    'case.opened',
    'month.removed',
    'months.removed',
    'month',
    'case.month.removed',
    'removal.asked',
    'subject.',
    'a"b.c',
    '',
  ],
);
/** As JSON writes it, since some numbers are none of JavaScript. */
const number = fc.constantFrom(
  ...[
    '0',
    '-1',
    '9007199254740991',
    '9007199254740992',
    '-9007199254740992',
    '9007199254740991.5',
    '1e300',
    '-1e16',
    '1e-30',
    '1.5e3',
  ],
);
const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '第二批',
    '1234567890123456',
    'a"b',
    'a\\b',
    'a\nb',
    '\u0001',
    'x'.repeat(150),
    '"action": "month.x"',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', '')),
);
const name = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b', '名', 'action'), weight: 9 },
  { arbitrary: text, weight: 1 },
);
const written: fc.Arbitrary<string> = fc.letrec<{ any: string; object: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text.map((one) => JSON.stringify(one)),
    number,
    fc.constantFrom('null', 'true', JSON.stringify('长'.repeat(30_000))),
    fc.array(tie('any'), { maxLength: 3 }).map((list) => `[${list}]`),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(name, tie('any')), { maxLength: 3 })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`)}}`),
})).object;
const quoted = (one: fc.Arbitrary<string>) => one.map((value) => JSON.stringify(value));

const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });
const seldom = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: one, weight: 1 });
const entry = fc
  .record({
    action: fc.oneof({ arbitrary: fc.constant('"case.opened"'), weight: 6 }, { arbitrary: quoted(action), weight: 1 }),
    outcome: fc.oneof({ arbitrary: fc.constant('"done"'), weight: 9 }, { arbitrary: quoted(text), weight: 1 }),
    id: seldom(quoted(id)),
    actor: sometimes(fc.oneof(quoted(text), number)),
    reason: sometimes(quoted(text)),
    details: sometimes(written),
    after: seldom(fc.oneof(written, number)),
    at: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, '"2020-01-01"'),
  })
  .map((fields) => {
    const members = Object.entries(fields).filter(([, value]) => value !== undefined);
    return `{${members.map(([key, value]) => `"${key}":${value}`)}}`;
  });
const whatever = fc.oneof(
  { arbitrary: entry, weight: 19 },
  { arbitrary: fc.constantFrom('null', '"text"', '7', '[]', '[1]', '{}'), weight: 1 },
);
const entries = fc.oneof(
  fc.array(whatever, { maxLength: 4 }).map((list) => `[${list}]`),
  whatever,
);

/** What each rule is there for, so that each comes up whatever is drawn. */
const examples: readonly (readonly [offered: string, code: string])[] = [
  ['[{"action":"case.opened","outcome":"done"}]', 'taken'],
  ['[{"action":"case.opened","outcome":"done","at":"2020-01-01"}]', '22023'],
  ['[{"action":"month.removed","outcome":"done"}]', '42501'],
  ['[{"action":"case.opened","outcome":"done","details":{"a":9007199254740992}}]', '22003'],
  [`[{"action":"case.opened","outcome":"done","details":{"a":"${'长'.repeat(30_000)}"}}]`, '54000'],
];

it('takes and refuses what it did when each rule went through all entries, in the same words', async () => {
  const same = async (offered: string, who: number) => {
    const login = logins[who] as Database;
    const now = await answer(login, 'append', offered);
    expect(now).toEqual(await answer(login, 'append_before', offered));
    return (now as { code?: string }).code ?? 'taken';
  };
  for (const [offered, code] of examples) {
    const codes = [await same(offered, 0), await same(offered, 1), await same(offered, 2)];
    expect(codes, offered.slice(0, 80)).toContain(code);
  }
  await fc.assert(
    fc.asyncProperty(entries, fc.nat(2), async (offered, who) => void (await same(offered, who))),
    { numRuns: 600 },
  );
});

const fields = ['id', 'action', 'outcome', 'actor', 'person', 'reason', 'after', 'details'] as const;
type Written = Partial<Record<(typeof fields)[number], string | undefined>>;
/** As `audit.append_columns` takes them; what is told is JSON, all else is a text. */
const offer: fc.Arbitrary<Written> = fc.record({
  action: fc.oneof({ arbitrary: fc.constant('case.opened'), weight: 6 }, { arbitrary: action, weight: 1 }),
  outcome: fc.oneof({ arbitrary: fc.constant('done'), weight: 9 }, { arbitrary: text, weight: 1 }),
  id: seldom(id.filter((one) => one.length >= 32)),
  person: sometimes(fc.constantFrom(newId(), newId())),
  actor: sometimes(fc.oneof(text, fc.constant('x'.repeat(201)))),
  reason: sometimes(text),
  details: sometimes(written),
  after: seldom(written),
});
const isTold = (field: string) => field === 'after' || field === 'details';
const asJson = (offers: readonly Written[]) =>
  `[${offers.map((one) => {
    const given = Object.entries(one).filter(([, value]) => value !== undefined);
    return `{${given.map(([field, value]) => `"${field}":${isTold(field) ? value : JSON.stringify(value)}`)}}`;
  })}]`;

/** What is stored of offers, or why they are refused: nothing is kept. */
async function stored(call: string, values: unknown[]): Promise<unknown> {
  const client = await world.database.pool.connect();
  try {
    await client.query(`begin; select set_config('zhiheng.centre', 'north', true)`);
    await client.query(call, values);
    const { rows } = await client.query(
      `select to_jsonb(e) - array['at', 'xid'] - case when e.id = any ($1) then '' else 'id' end as row
      from audit.entry e where xid = pg_current_xact_id() order by at`,
      [values.at(-1)],
    );
    return rows;
  } catch (error) {
    const { code, message, constraint } = error as { code?: string; message: string; constraint?: string };
    return { code, message, constraint };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

it('by columns it takes, stores and refuses what it does as JSON, in the same words', async () => {
  const call = fields.map((field, place) => `p_${field} => $${place + 1}`).join(', ');
  const rest = [
    'account',
    'client',
    'about',
    'target_type',
    'target',
    'unit',
    'item',
    'case',
    'correlation_id',
    'address',
    'before',
  ];
  const absent = rest.map((column) => `p_${column} => null`).join(', ');
  const same = async (offers: readonly Written[]) => {
    const ids = offers.flatMap(({ id }) => id ?? []);
    const byColumns = fields.map((field) => offers.map((one) => one[field] ?? null));
    const one = await stored(`select audit.append_columns('north', ${call}, ${absent}), $9::uuid[]`, [
      ...byColumns,
      ids,
    ]);
    expect(one).toEqual(await stored(`select audit.append('north', $1::jsonb), $2::uuid[]`, [asJson(offers), ids]));
    return (one as { code?: string }).code ?? 'taken';
  };
  const told = (details: string): Written[] => [
    { action: 'case.opened', outcome: 'done' },
    { action: 'case.opened', outcome: 'done', details },
  ];
  expect(await same([])).toBe('taken');
  for (const [details, code] of [
    ['{"a":"3e5","b":[1,-2.5]}', 'taken'],
    ['{"a":1e300}', '22003'],
    ['{"a":[ -1E+16]}', '22003'],
    ['{"a":9007199254740992}', '22003'],
    ['{"a\\nb":1}', '22023'],
    [`{"a":"${'长'.repeat(30_000)}"}`, '54000'],
  ] as const)
    expect(await same(told(details)), details.slice(0, 80)).toBe(code);
  await fc.assert(
    fc.asyncProperty(fc.array(offer, { maxLength: 4 }), async (offers) => void (await same(offers))),
    { numRuns: 400 },
  );
});
