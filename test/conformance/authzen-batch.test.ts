import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { action, type Certified, record, startCertified, user } from './authzen-fixture.ts';

/** AuthZEN certification, level Batch (core and properties), and what the specification says beyond it. */
let certified: Certified;
beforeAll(async () => {
  certified = await startCertified();
});
afterAll(() => certified.running.stop());

interface BatchAnswer {
  decision?: boolean;
  evaluations?: { decision: boolean; context: { reason: { code: string } } }[];
}
const batch = (body: unknown) => certified.pdp.ask<BatchAnswer>('evaluations', body);
async function decisions(body: unknown): Promise<boolean[] | undefined> {
  const { status, body: answer } = await batch(body);
  expect(status).toBe(200);
  expect(answer).not.toHaveProperty('decision');
  return answer.evaluations?.map(({ decision }) => decision);
}

const alice = { subject: user('alice') };
const bob = { subject: user('bob') };
const read = { action: action('read') };
const write = { action: action('write') };
const active = { resource: record('record-1') };
const archived = { resource: record('record-2', { status: 'archived' }) };

describe('defaults (3.2)', () => {
  test('each item takes what it leaves out from beside the list, in order', async () => {
    expect(await decisions({ ...alice, ...read, evaluations: [active, archived] })).toEqual([true, true]);
    expect(
      await decisions({
        ...active,
        evaluations: [
          { ...alice, ...write },
          { ...bob, ...write },
        ],
      }),
    ).toEqual([true, false]);
    expect(await decisions({ ...alice, ...write, ...active, evaluations: [{}, archived] })).toEqual([true, false]);
    const soft = (value: boolean) => ({ action: action('delete', { soft: value }) });
    expect(await decisions({ ...alice, ...active, evaluations: [soft(true), soft(false)] })).toEqual([true, false]);
  });

  test('items that say everything need none', async () => {
    const evaluations = [
      { ...alice, ...read, ...active },
      { ...bob, ...write, ...active },
    ];
    expect(await decisions({ evaluations })).toEqual([true, false]);
  });

  test('a member replaces the default wholly: nothing of it is merged in', async () => {
    const softly = { action: action('delete', { soft: true }) };
    const evaluations = [{}, { action: action('delete') }, { action: action('delete', { hard: false }) }];
    expect(await decisions({ ...alice, ...softly, ...active, evaluations })).toEqual([true, false, false]);
    // Half an entity is no entity, though the default has the other half.
    const { body } = await batch({ ...alice, ...read, ...active, evaluations: [{ resource: { id: 'record-2' } }, {}] });
    expect(body.evaluations?.map(({ context }) => context.reason.code)).toEqual(['invalid-request', 'permitted']);
  });

  test('context too is a default, and wholly replaced', async () => {
    const ofEpoch = (context: unknown) => ({ ...alice, ...read, ...active, context });
    expect(await decisions({ ...ofEpoch({ policyEpoch: 1 }), evaluations: [{}, { context: {} }] })).toEqual([
      true,
      true,
    ]);
    const { body } = await batch({ ...ofEpoch({ policyEpoch: 'no epoch' }), evaluations: [{}, { context: {} }] });
    expect(body.evaluations?.map(({ context }) => context.reason.code)).toEqual(['invalid-request', 'permitted']);
  });
});

describe('an invalid item is a denial within a 200 (3.4.1)', () => {
  test.each([
    ['nothing to take a resource from', {}],
    ['no object', 'record-1'],
    ['null', null],
    ['a list', [record('record-1')]],
    ['a member that is null', { resource: null }],
    ['a member of another type', { ...active, subject: 'alice' }],
  ])('%s', async (_what, item) => {
    const evaluations = [active, item, active];
    const options = { evaluations_semantic: 'execute_all' };
    const { status, body } = await batch({ ...alice, ...read, options, evaluations });
    expect(status).toBe(200);
    expect(body.evaluations?.map(({ decision }) => decision)).toEqual([true, false, true]);
    expect(body.evaluations?.[1]?.context.reason.code).toBe('invalid-request');
  });
});

test('what is no object is no item, though the defaults are whole', async () => {
  const evaluations = [{}, 'record-1', 7, null, [], [active], true];
  expect(await decisions({ ...alice, ...read, ...active, evaluations })).toEqual([true, ...Array(6).fill(false)]);
});

describe('semantics', () => {
  const mixed = {
    ...active,
    evaluations: [
      { ...alice, ...write },
      { ...bob, ...write },
      { ...bob, ...read },
    ],
  };
  const under = (evaluations_semantic: string, evaluations: object[] = mixed.evaluations) =>
    decisions({ ...mixed, evaluations, options: { evaluations_semantic, another_option: 'value' } });

  test('all are executed by default and by execute_all', async () => {
    expect(await decisions(mixed)).toEqual([true, false, true]);
    expect(await decisions({ ...mixed, options: {} })).toEqual([true, false, true]);
    expect(await under('execute_all')).toEqual([true, false, true]);
  });

  test('deny_on_first_deny stops after the first denial, an invalid item included', async () => {
    expect(await under('deny_on_first_deny')).toEqual([true, false]);
    expect(await under('deny_on_first_deny', [{ ...alice, ...read }, {}, { ...bob, ...read }])).toEqual([true, false]);
    expect(await under('deny_on_first_deny', [{ ...alice, ...read }])).toEqual([true]);
  });

  test('permit_on_first_permit stops after the first permit', async () => {
    expect(await under('permit_on_first_permit')).toEqual([true]);
    expect(await under('permit_on_first_permit', [{ ...bob, ...write }, {}, { ...bob, ...read }, {}])).toEqual([
      false,
      false,
      true,
    ]);
    expect(await under('permit_on_first_permit', [{ ...bob, ...write }])).toEqual([false]);
  });

  test('another semantic is a bad request', async () => {
    expect((await batch({ ...mixed, options: { evaluations_semantic: 'guess' } })).status).toBe(400);
  });
});

test('without items it is a single evaluation (3.4.2, 3.4.3)', async () => {
  for (const body of [
    { ...alice, ...read, ...active },
    { ...alice, ...read, ...active, evaluations: [] },
  ]) {
    const { status, body: answer } = await batch(body);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ decision: true });
    expect(answer).not.toHaveProperty('evaluations');
  }
  expect((await batch({ ...alice, ...read, evaluations: [] })).status).toBe(400);
  expect((await batch({ evaluations: 'x' })).status).toBe(400);
  expect((await batch({ subject: 'alice', evaluations: [{ ...alice, ...read, ...active }] })).status).toBe(400);
});

test('a thousand items are answered in their order; more are refused', async () => {
  const evaluations = Array.from({ length: 1_000 }, (_, n) => (n % 3 ? alice : bob));
  expect(await decisions({ ...write, ...active, evaluations })).toEqual(evaluations.map((item) => item === alice));
  expect((await batch({ ...write, ...active, evaluations: [...evaluations, alice] })).status).toBe(400);
});
