import type { EvaluationAnswer } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, evaluate, openCase, question, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** A denial that a request could cure says how to ask; any other does not. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles, people, chains }) => {
    const records = (code: string, risk: 1 | 2 | 3, ...actions: string[]) =>
      roles.push({
        code,
        name: { zh: code, en: code },
        risk,
        permissions: actions.map((action) => ({ action, resource: 'record' })),
      });
    records('record-all', 1, 'read', 'write', 'shred');
    records('record-reader', 2, 'read');
    records('record-reader-writer', 1, 'read', 'write');
    roles.push({
      code: 'night-reader',
      name: { zh: '夜班', en: 'Night' },
      risk: 1,
      permissions: [{ action: 'read', resource: 'record', conditions: { 'context.night': true } }],
    });
    // A risk for which no chain grants.
    records('unapprovable', 3, 'burn');
    for (const chain of [...chains])
      if (chain.change === 'grant' && chain.risk === 3) chains.splice(chains.indexOf(chain), 1);
    const pension = 'enterprise-pension-handle';
    for (const person of people) {
      if (person.username === 'card-op1') person.grants = [{ role: pension, unit: 'enterprise-pension' }];
      if (person.username === 'card-op2') person.roles.push(pension);
    }
  });
});
afterAll(() => county.close());

const cureOf = async (input: object): Promise<EvaluationAnswer['context']['accessRequest']> => {
  const { decision, context } = await evaluate(county, input);
  expect(decision).toBe(false);
  return context.accessRequest;
};
const about = (id: string, action: string, more: object = {}) => ({
  subject: { type: 'person', id },
  action: { name: action },
  resource: { type: 'record', id: 'any' },
  ...more,
});

test('the least role that would give it comes first, with what its request needs', async () => {
  const cure = await cureOf(about('newcomer', 'read'));
  expect(cure).toEqual({
    endpoint: expect.stringMatching(/^http:\/\/.+\/api\/v1\/requests$/),
    change: 'grant',
    beneficiary: 'newcomer',
    role: 'record-reader',
    unit: expect.any(String),
    alternatives: ['record-reader-writer', 'record-all'],
  });
  // A role whose condition is met is one of them, and otherwise none.
  expect((await cureOf(about('newcomer', 'read', { context: { night: true } })))?.role).toBe('night-reader');
  expect((await cureOf(about('newcomer', 'shred')))?.role).toBe('record-all');
});

test('what it says is a request as it stands', async () => {
  const { endpoint, alternatives: _, ...wanted } = (await cureOf(about('newcomer', 'read'))) ?? {};
  const preview = await county.service.post(county.as('newcomer'), `${new URL(endpoint as string).pathname}/preview`, {
    ...wanted,
    reason: 'needed',
  });
  expect(preview.statusCode, preview.body).toBe(200);
  expect(preview.json()).toMatchObject({ conflicts: [] });
  const made = await county.service.post(county.as('newcomer'), new URL(endpoint as string).pathname, {
    ...wanted,
    reason: 'needed',
  });
  expect(made.statusCode, made.body).toBe(201);
});

test('the unit is the narrowest that reaches it: of the case, or the own that owns its item', async () => {
  const handle = (id: string, properties: object) => cureOf(question(id, 'handle', properties));
  const registration = { item: 'employer-registration', unit: 'hall' };
  expect((await handle('newcomer', award))?.unit).toBe('enterprise-pension');
  expect((await handle('director', registration))?.unit).toBe('hall');
  // Held, but at another unit.
  expect(await cureOf(question('card-op2', 'handle'))).toMatchObject({
    role: 'enterprise-pension-handle',
    unit: 'enterprise-pension',
  });
  expect(await handle('newcomer', { ...award, unit: 'nowhere' })).toBeUndefined();
});

test('a role that would break a duty rule is not offered', async () => {
  expect(await cureOf(question('enterprise-pension-op1', 'review'))).toBeUndefined();
  expect(await cureOf(question('enterprise-pension-op3', 'handle'))).toBeUndefined();
});

test('nor is what no chain grants, nor what no role gives', async () => {
  expect(await cureOf(about('newcomer', 'burn'))).toBeUndefined();
  expect(await cureOf(about('newcomer', 'fly'))).toBeUndefined();
});

test('nothing is offered where a request cures nothing: nobody, who has left, another reason, a case of one’s own', async () => {
  expect(await cureOf(about('nobody', 'read'))).toBeUndefined();
  expect(await cureOf(question('newcomer', 'handle', { item: 'nothing' }))).toBeUndefined();
  const { id } = await openCase(county);
  // Out of turn: a grant would not help now.
  expect(await cureOf(question('card-op2', 'review', id))).toBeUndefined();
  expect((await cureOf(question('card-op2', 'handle', id)))?.role).toBe('enterprise-pension-handle');
  await stepped(county, id, 'handle', 'card-op1');
  expect(await cureOf(question('card-op1', 'review', id))).toBeUndefined();
  const left = await county.service.post(county.as('sysadmin'), '/api/v1/people/inspector/departure', {
    kind: 'retired',
  });
  expect(left.statusCode, left.body).toBe(201);
  expect(await cureOf(about('inspector', 'read'))).toBeUndefined();
});

test('a batch says it item by item', async () => {
  const url = '/access/v1/evaluations';
  const { action, resource } = about('', 'read');
  const evaluations = ['newcomer', 'nobody', 'director'].map((id) => ({ subject: { type: 'person', id } }));
  const answer = await county.service.post(county.client('decide'), url, { action, resource, evaluations });
  expect(answer.json().evaluations.map(({ context }: EvaluationAnswer) => context.accessRequest?.beneficiary)).toEqual([
    'newcomer',
    undefined,
    'director',
  ]);
});
