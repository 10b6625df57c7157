import { inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, startTestIssuer, type TestService } from '@zhiheng/http/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { access, foundCentre } from '../plugin.ts';

/** In small worlds an evaluation of a case that is not recorded says what opening it and recording its first step says right after. */
let testDatabase: TestDatabase;
let service: TestService;
let founding: Awaited<ReturnType<TestDatabase['connect']>>;
let owner: Awaited<ReturnType<TestDatabase['owner']>>;
let issuer: Awaited<ReturnType<typeof startTestIssuer>>;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  founding = await testDatabase.connect('access', { size: 10 });
  owner = await testDatabase.owner();
  issuer = await startTestIssuer();
  service = await openTestService(access, { database: founding, issuer });
});
afterAll(async () => {
  await service.close();
  await issuer.close();
  await testDatabase.drop();
});

const name = { zh: '名', en: 'name' };
const pick = fc.constantFrom;
const items = ['a', 'b'];
const people = ['p0', 'p1', 'p2'];
const codes = ['window', 'recusal', 'nobody', 'ceiling'];

const effect = pick('block' as const, 'block' as const, 'observe' as const);
const rule = (code: string, terms: fc.Arbitrary<object>) =>
  fc
    .tuple(terms, effect)
    .map(([rest, by]) => ({ code, name, source: 'test', effect: by, ...rest }) as Catalogue['rules'][number]);
const handling = (of: string[]) => of.map((item) => ({ action: 'handle', items: [item] }));
const rules = fc.tuple(
  rule(
    'window',
    pick(10, 90, undefined).map((withinDays) => ({
      ...{ kind: 'case', within: 'subject', atMost: 1, of: handling(items) },
      ...(withinDays === undefined ? {} : { withinDays }),
    })),
  ),
  rule(
    'recusal',
    pick(undefined, [{ items: ['a'] }], [{ action: 'review' }]).map((of) => ({
      kind: 'recusal',
      ...(of ? { of } : {}),
    })),
  ),
  rule(
    'nobody',
    pick({}, { items: ['b'] }, { items: ['a'], channels: ['village'] }).map((more) => ({
      ...{ kind: 'case', within: 'case', atMost: 0, of: [{ action: 'handle', ...more }] },
    })),
  ),
  rule(
    'ceiling',
    fc.constant({
      ...{ kind: 'ceiling', unitKinds: ['village-point'] },
      allow: { action: ['handle'], channel: { 'village-point': 'village' } },
    }),
  ),
);

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('step' as const),
      who: pick(...people),
      item: pick(...items),
      unit: pick('centre', 'point'),
      channel: pick('hall', 'village'),
      subject: pick('X', 'Y', undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('declare' as const), who: pick(...people), subject: pick('X', 'Y') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('except' as const),
      who: pick(...people),
      rule: pick(...codes),
      item: pick('a', 'b', undefined),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), days: pick(9, 11, 80) }) },
);
const world = fc.record({
  rules: rules.chain((all) => fc.subarray(all, { minLength: 1 })),
  grants: fc.tuple(
    ...people.map(() =>
      fc.array(fc.record({ role: pick('does-a', 'does-b'), unit: pick('centre', 'point') }), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
  ),
  acts: fc.array(act, { minLength: 8, maxLength: 14 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const catalogueOf = (centre: string, { rules: chosen, grants }: World) =>
  ({
    centre,
    units: [
      { code: 'centre', parent: null, kind: 'centre', name },
      { code: 'point', parent: 'centre', kind: 'village-point', name },
    ],
    items: items.map((code) => ({
      ...{ code, name, insurance: 'x', unit: 'centre', risk: 1, movesFund: false },
      ...{ duties: ['handle', 'review'], channels: ['hall', 'village'] },
    })),
    roles: items.map((item) => ({
      ...{ code: `does-${item}`, name, risk: 1 },
      permissions: [{ action: 'handle', resource: 'case', items: [item] }],
    })),
    rules: chosen,
    chains: [],
    people: [...people, 'owner'].map((username, index) => ({
      ...{ staffNumber: username, username, name: username, unit: 'centre', post: '-', roles: [] },
      grants: [...new Map(grants[index]?.map((one) => [`${one.role} ${one.unit}`, one])).values()],
    })),
  }) as Catalogue;

let worlds = 0;
let reference = 0;

async function founded(one: World) {
  const centre = `world-${++worlds}`;
  await foundCentre(founding, catalogueOf(centre, one), () => `test/log/${centre}`);
  const rows = await inCentre(founding, centre, (transaction) =>
    transaction
      .selectFrom('access.account')
      .select(['id as account', 'person', 'username'])
      .where('centre', '=', centre)
      .execute(),
  );
  const as = new Map(rows.map((row) => [row.username, { centre, ...row }]));
  return {
    centre,
    as: (who: string) => as.get(who) as { centre: string; account: string; person: string; username: string },
  };
}
type Founded = Awaited<ReturnType<typeof founded>>;
type Act = World['acts'][number];

async function agree({ centre }: Founded, { who, subject, ...place }: Extract<Act, { does: 'step' }>): Promise<string> {
  const properties = { ...place, does: undefined, ...(subject ? { subject } : {}) };
  const client = { centre, client: 'test-client', scopes: ['decide', 'cases:write'] };
  const evaluation = (
    await service.post(client, '/access/v1/evaluation', {
      ...{ subject: { type: 'person', id: who }, action: { name: 'handle' } },
      resource: { type: 'case', id: 'new', properties },
    })
  ).json();
  const opened = await service.post(client, '/api/v1/cases', { ...properties, reference: `W-${++reference}` });
  expect(opened.statusCode, opened.body).toBe(201);
  const answer = await service.post(client, `/api/v1/cases/${opened.json().id}/steps`, { duty: 'handle', actor: who });
  const { code = 'permitted', conflicts } = answer.statusCode === 201 ? {} : answer.json();
  const { reason, conflicts: foretold } = evaluation.context;
  expect({ code: inCodesOfSteps(reason.code), conflicts: foretold }).toEqual({ code, conflicts });
  return code;
}
const inCodesOfSteps = (code: string) => (code === 'unit-not-covered' ? 'not-permitted' : code);

async function happen({ centre, as }: Founded, one: Exclude<Act, { does: 'step' }>): Promise<void> {
  if (one.does === 'declare')
    await service.post(as(one.who), '/api/v1/me/relations', { relation: 'parent', identity: one.subject });
  const { pool } = owner;
  if (one.does === 'wait')
    await pool.query('update access.step set at = at - make_interval(days => $2) where centre = $1', [
      centre,
      one.days,
    ]);
  if (one.does !== 'except') return;
  const client = await pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
     values ($1, $2, $3, $4, $5, tstzrange(now(), now() + interval '1 hour'), '-', $6, $2)`,
    [centre, newId(), one.rule, as(one.who).person, one.item === undefined ? null : [one.item], as('owner').person],
  );
  await client.query('set session_replication_role = origin');
  client.release();
}

test('an evaluation and the first step agree', async () => {
  const met = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(world, async (one) => {
      const centre = await founded(one);
      for (const each of one.acts) {
        if (each.does !== 'step') await happen(centre, each);
        else {
          const code = await agree(centre, each);
          met.set(code, (met.get(code) ?? 0) + 1);
        }
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
  // The worlds are of some use.
  for (const code of ['permitted', 'not-permitted', 'duty-conflict']) expect(met.get(code), code).toBeGreaterThan(0);
}, 120_000);
