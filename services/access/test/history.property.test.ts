import type { LedgerDifference, LedgerLine } from '@zhiheng/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { allRows, put } from './reading.ts';
import {
  answerOf,
  moving,
  type Question,
  type Snapshot,
  snapshot,
  together,
  toggleGrant,
  writing,
} from './replaying.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const roles = ['hall-handle', 'card-handle', 'card-review'];
const items = ['card-first-issue', 'rights-record-print', 'card-pin-reset'];
const posts = ['甲岗', '乙岗'];
const units = ['hall', 'card', 'finance'];
const people = ['hall-op1', 'card-op1', 'newcomer'];
const pick = fc.constantFrom;

const act = fc.oneof(
  fc.record({ kind: pick('move'), person: pick(...people), unit: pick(...units), post: pick(...posts) }),
  fc.record({
    kind: pick('role', 'undone'),
    role: fc.nat(roles.length - 1),
    action: pick('handle', 'review', 'manage'),
    items: fc.option(fc.subarray(items), { nil: null }),
    inherits: fc.boolean(),
  }),
  fc.record({ kind: pick('unit'), unit: pick('hall-window-1', 'hall-window-2'), parent: pick(...units) }),
  fc.record({ kind: pick('item'), item: pick(...items), duties: pick(['handle'], ['handle', 'review']) }),
  fc.record({
    kind: pick('grant'),
    person: pick(...people),
    role: pick(...roles),
    unit: pick('hall-window-1', ...units),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform(one: Act): Promise<void> {
  const { centre, as, owner } = county;
  if (one.kind === 'move') return together(county, ...moving(centre, as(one.person).person, one.unit, one.post));
  if (one.kind === 'grant') return toggleGrant(county, as(one.person).person, one.role, one.unit);
  if (one.kind === 'unit')
    return together(county, [
      'update access.unit set parent = $3 where centre = $1 and code = $2',
      [centre, one.unit, one.parent],
    ]);
  if (one.kind === 'item')
    return together(county, [
      'update access.item set duties = $3 where centre = $1 and code = $2',
      [centre, one.item, one.duties],
    ]);
  // A role inherits from a later one only, so that there is no circle.
  const role = roles[one.role] as string;
  const written = writing(centre, role, { ...one, inherits: one.inherits ? roles[one.role + 1] : undefined });
  if (one.kind === 'role') return together(county, ...written);
  await expect(together(county, ...written, ['select 1 / 0', []])).rejects.toThrow();
  await owner.pool.query('select 1');
}

const question: fc.Arbitrary<Question> = fc.record(
  { post: pick(...posts), unit: pick('hall', 'card', 'centre'), item: pick(...items) },
  { requiredKeys: [] },
);

const ledger = (at: string, asked: Question) =>
  allRows<LedgerLine>(county, county.as('director'), '/api/v1/permission-ledger', { at, ...asked });
const differences = (from: string, to: string, asked: Question) =>
  allRows<LedgerDifference>(county, county.as('director'), '/api/v1/permission-ledger/difference', {
    from,
    to,
    ...asked,
  });

/** Each moment is told as it was, whatever was changed since, and each two moments differ by what the two ledgers do. */
async function agrees(taken: readonly Snapshot[], asked: readonly Question[]): Promise<void> {
  for (const [index, one] of taken.entries()) {
    const about = asked[index % asked.length] as Question;
    const lines = await ledger(one.at, about);
    expect(lines.map(({ grant }) => grant).sort()).toEqual(answerOf(one, about));
    for (const { person } of lines) expect(person).toMatchObject(one.people.get(person.id) as object);
  }
  const [first, last, about] = [taken[0], taken.at(-1), asked[0]] as [Snapshot, Snapshot, Question];
  const keys = (one: Snapshot) => {
    const of = new Map(one.grants.map((grant) => [grant.id, `${grant.person} ${grant.role} ${grant.unit}`]));
    return new Set(answerOf(one, about).map((id) => of.get(id) as string));
  };
  const [was, is] = [keys(first), keys(last)];
  const told = await differences(first.at, last.at, about);
  const keyOf = ({ person, role, unit }: LedgerDifference) => `${person.id} ${role.code} ${unit.code}`;
  const lasting = told.filter(({ kind }) => kind !== 'passing').map(keyOf);
  for (const key of [...was, ...is]) if (was.has(key) !== is.has(key)) expect(lasting).toContain(key);
  for (const one of told) {
    const [before, after] = [was.has(keyOf(one)), is.has(keyOf(one))];
    if (one.kind === 'begun' || one.kind === 'ended')
      expect([before, after]).toEqual([one.kind === 'ended', one.kind === 'begun']);
    else expect(before || after).toBe(one.kind !== 'passing');
    const moved = JSON.stringify(first.people.get(one.person.id)) !== JSON.stringify(last.people.get(one.person.id));
    if (one.kind === 'moved') expect(moved).toBe(true);
    if (one.moves) expect(one.moves.at(-1)).toMatchObject(last.people.get(one.person.id) as object);
  }
}

// What is asked for comes to hold what it did not, though neither grant, role nor reach is another.
const unitComesBelow: [Act[], Question[]] = [
  [{ kind: 'unit', unit: 'hall-window-2', parent: 'card' }],
  [{ unit: 'card' }],
];
const itemLosesDuty: [Act[], Question[]] = [
  [{ kind: 'item', item: 'card-first-issue', duties: ['handle'] }],
  [{ item: 'card-first-issue' }],
];

test('any moment of any history is told as a plain copy of that moment has it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 4, maxLength: 9 }),
      fc.array(question, { minLength: 3, maxLength: 3 }),
      async (acts, asked) => {
        const taken = [await snapshot(county)];
        for (const one of acts) {
          await perform(one);
          taken.push(await snapshot(county));
        }
        await agrees(taken, asked);
      },
    ),
    { numRuns: 4, endOnFailure: true, examples: [unitComesBelow, itemLosesDuty] },
  );
}, 240_000);

test('periods follow one another without gap, and the last one says what the tables say', async () => {
  const { rows } = await county.owner.pool.query(
    `select 'person' as what, person::text as of, since from access.person_history h where not exists (
       select from access.person_history n where (n.centre, n.person) = (h.centre, h.person) and n.since = h.until) and until <> 'infinity'
     union all
     select kind, code, since from access.policy_history h where not exists (
       select from access.policy_history n where (n.centre, n.kind, n.code) = (h.centre, h.kind, h.code) and n.since = h.until) and until <> 'infinity'
     union all
     select 'person', p.id::text, p.created_at from access.person p where not exists (
       select from access.person_history h where (h.centre, h.person, h.unit, h.post) = (p.centre, p.id, p.unit, p.post) and until = 'infinity')
     union all
     select kind, code, since from access.policy_history h where until = 'infinity'
       and content is distinct from access.policy_content(centre, kind, code)`,
  );
  expect(rows).toEqual([]);
  // Nothing is written where nothing changed: what is written anew as it was begins no period.
  const count = async () =>
    (await county.owner.pool.query('select count(*)::int as count from access.policy_history')).rows[0].count;
  const before = await count();
  const same: [string, unknown[]] = [
    `with gone as (delete from access.role_permission where role = 'hall-handle' returning *) select count(*) from gone`,
    [],
  ];
  await put(county, 'create table kept as select * from access.role_permission');
  await together(county, same, [
    `insert into access.role_permission select * from kept where role = 'hall-handle'`,
    [],
  ]);
  expect(await count()).toBe(before);
});
