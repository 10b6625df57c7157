import { type ServiceName, serviceRole } from '@zhiheng/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** `audit.append_columns` beside `audit.append`: two ways to write the same, and to be refused. */
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Offered {
  action: string;
  outcome: string;
  actor: string | null;
  reason: string | null;
  /** As JSON. */
  details: string | null;
}

const asJson = (offered: readonly Offered[]) => {
  const members = ({ details, ...texts }: Offered) => {
    const told = Object.entries(texts).filter(([, value]) => value !== null);
    return [...told.map(([name, value]) => `"${name}":${JSON.stringify(value)}`), `"details":${details}`].join();
  };
  return ["select audit.append('north', $1::jsonb)", [`[${offered.map((one) => `{${members(one)}}`)}]`]] as const;
};
const asColumns = (offered: readonly Offered[]) => {
  const texts = (name: 'action' | 'outcome' | 'actor' | 'reason') => offered.map((one) => one[name]);
  const none = offered.map(() => null);
  return [
    `select audit.append_columns('north', $1, $2, $3, $6::uuid[], $6::uuid[], $6, $6, $6, $6, $6, $6::uuid[], $4, $6, $6, $5)`.replaceAll(
      /\$6(?!:)/g,
      '$6::text[]',
    ),
    [
      texts('action'),
      texts('outcome'),
      texts('actor'),
      texts('reason'),
      `[${offered.map((one) => one.details)}]`,
      none,
    ],
  ] as const;
};

/** What is in the log when a service has written this, as whoever may read all sees it; or why nothing is. Nothing is kept. */
async function answer(
  [text, values]: readonly [string, readonly unknown[]],
  service: ServiceName = 'access',
): Promise<unknown> {
  const client = await world.owner.pool.connect();
  try {
    await client.query(
      `begin; select set_config('zhiheng.centre', 'north', true); set local role ${serviceRole(service)}`,
    );
    await client.query(text, values as unknown[]);
    await client.query('set local role none');
    const { rows } = await client.query(`select action, outcome, actor, reason, details::text
      from audit.entry where centre = 'north' and xid = pg_current_xact_id() order by at`);
    return rows;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const plain = {
  action: 'case.opened',
  outcome: 'done',
  actor: 'op1',
  reason: null,
  details: '{"duty":"handle","round":1}',
};
/** What each rule is there for. */
const examples: readonly (readonly [offered: Offered[], code: string | undefined])[] = [
  [[plain, { ...plain, actor: null, details: 'null' }], undefined],
  [[plain, { ...plain, action: 'month.removed' }], '42501'],
  [[plain, { ...plain, action: 'months.removed' }], undefined],
  [[plain, { ...plain, action: '' }], '23514'],
  [[plain, { ...plain, outcome: 'perhaps' }], '23514'],
  [[plain, { ...plain, actor: 'a'.repeat(201) }], '22001'],
  [[plain, { ...plain, details: '7' }], '23514'],
  [[plain, { ...plain, details: '{"a":9007199254740992}' }], '22003'],
  [[plain, { ...plain, details: '{"a":1e300}' }], '22003'],
  [[plain, { ...plain, details: '{"a":"1234567890123456"}' }], undefined],
  [[plain, { ...plain, details: '{"a\\"":1}' }], '22023'],
  [[plain, { ...plain, details: `{"a":"${'长'.repeat(30_000)}"}` }], '54000'],
];
it.each(examples)('example %#', async (offered, code) => {
  const columns = await answer(asColumns(offered));
  expect(columns).toEqual(await answer(asJson(offered)));
  expect(code ?? Array.isArray(columns)).toEqual(code === undefined ? true : columns);
});

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
    '{NULL}',
    'NULL',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', '')),
);
const number = fc.constantFrom('0', '-1', '9007199254740991', '9007199254740992', '1e300', '1e-30', '1.5E3', '0.1');
const details = fc.option(
  fc
    .array(
      fc.tuple(
        text,
        fc.oneof(
          number,
          text.map((one) => JSON.stringify(one)),
          fc.constant('[null,{"b":true}]'),
        ),
      ),
      { maxLength: 3 },
    )
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`)}}`),
  { nil: 'null' },
);
const entry = fc.record<Offered>({
  action: fc.constantFrom('case.opened', 'step.recorded', 'a.month.b', 'subject.read'),
  outcome: fc.constantFrom('done', 'denied', 'done', 'other'),
  actor: fc.option(text),
  reason: fc.option(text),
  details,
});

it('whatever is offered, both write the same or refuse for the same reason', () =>
  fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 4 }), async (offered) => {
      expect(await answer(asColumns(offered))).toEqual(await answer(asJson(offered)));
    }),
    { numRuns: 400 },
  ));

it('is open to the service that uses it alone, for the present centre, and columns are of one length', async () => {
  for (const login of ['identity', 'control'] as const)
    expect(await answer(asColumns([plain]), login), login).toBe('42501');
  const [statement, values] = asColumns([plain]);
  expect(await answer([statement.replace("'north'", "'south'"), values])).toBe('42501');
  expect(await answer([statement, values.with(4, '[]')])).toEqual([{ ...plain, details: null }]);
  expect(await answer([statement, values.with(4, '[null,null]')])).toBe('23502');
});
