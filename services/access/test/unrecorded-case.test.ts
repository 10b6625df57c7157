import type { AddressInfo } from 'node:net';
import { newId } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Decisions } from '../decisions.ts';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** A case that is not recorded yet is judged as its first step would be, whomever it is said to be about. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ rules }) => {
    rules.push({
      code: 'no-hall-handling',
      kind: 'case',
      name: { zh: '大厅不受理', en: 'Not by the hall' },
      atMost: 0,
      within: 'case',
      of: [{ action: 'handle', items: ['card-pin-reset'], channels: ['hall'] }],
      effect: 'block',
      source: 'test',
    });
  });
});
afterAll(() => county.close());

const unit = 'resident-pension';
const resumption = { item: 'resident-pension-resumption', unit, channel: 'hall' };
const declare = (who: string, identity: string) =>
  county.service.post(county.as(who), '/api/v1/me/relations', { relation: 'parent', identity });
const ask = (who: string, properties: object) => evaluate(county, question(who, 'handle', properties));
const post = (path: string, body: object) => county.service.post(county.client('decide'), `/access/v1/${path}`, body);

/** What the step would be told, right after. */
async function conflictsOfStep(who: string, order: Record<string, unknown>): Promise<unknown[]> {
  const { id } = await openCase(county, order);
  const answer = await step(county, id, 'handle', who);
  return answer.statusCode === 201 ? [] : answer.json().conflicts;
}

test('who changed the account of a subject stays out of their payments, before the payment is a case', async () => {
  const changed = await openCase(county, { item: 'resident-payee-account-change', unit, subject: 'P' });
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const about = { ...resumption, subject: 'P' };
  const { decision, context } = await ask('resident-pension-op1', about);
  expect(decision).toBe(false);
  expect(context).toMatchObject({
    reason: { code: 'duty-conflict' },
    rule: 'payee-cooling-off',
    step: { duty: 'handle', case: changed.id, item: 'resident-payee-account-change' },
  });
  expect(context.conflicts).toEqual(await conflictsOfStep('resident-pension-op1', about));
  for (const [who, subject] of [
    ['resident-pension-op2', 'P'],
    ['resident-pension-op1', 'Q'],
    ['resident-pension-op1', undefined],
  ])
    expect((await ask(who as string, { ...resumption, ...(subject ? { subject } : {}) })).decision).toBe(true);
});

test('a declared relation is kept from it, however the subject is written, alone and among others', async () => {
  expect((await declare('resident-pension-op2', 'R')).statusCode).toBe(201);
  const about = { ...resumption, subject: 'Ｒ ' };
  expect((await ask('resident-pension-op2', about)).context).toMatchObject({ rule: 'recusal' });
  const among = await post('evaluations', {
    evaluations: [
      question('resident-pension-op2', 'handle', about),
      question('resident-pension-op1', 'handle', about),
      question('resident-pension-op2', 'handle', { ...resumption, subject: 'S' }),
    ],
  });
  const decisions = among.json().evaluations.map(({ decision }: { decision: boolean }) => decision);
  expect(decisions).toEqual([false, true, true]);
});

test('a channel that the item is not open to is denied where opening the case is refused, whoever asks', async () => {
  const byPost = { ...resumption, channel: 'by-post' };
  for (const who of ['resident-pension-op1', 'card-op1'])
    expect(await ask(who, byPost)).toMatchObject({
      decision: false,
      context: {
        reason: { code: 'channel-not-open', zh: '业务事项未开通此渠道', en: expect.stringContaining('channel') },
      },
    });
  const { channel, ...nowhere } = resumption;
  for (const odd of [7, '', {}])
    expect((await ask('resident-pension-op1', { ...nowhere, channel: odd })).decision).toBe(false);
  for (const open of [nowhere, { ...nowhere, channel: null }, resumption])
    expect((await ask('resident-pension-op1', open)).decision).toBe(true);
  const opening = await county.service.post(county.client('cases:write'), '/api/v1/cases', {
    ...byPost,
    reference: 'by-post',
  });
  expect(opening.json()).toMatchObject({ status: 422, errors: [{ path: '/channel' }] });
  const all = await post('evaluations', {
    evaluations: [resumption, byPost].map((properties) => question('resident-pension-op1', 'handle', properties)),
  });
  expect(all.json().evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual([true, false]);
  const found = await post('search/subject', {
    ...{ subject: { type: 'person' }, action: { name: 'handle' } },
    resource: { type: 'case', id: 'new', properties: byPost },
  });
  expect(found.json().results).toEqual([]);
});

test('searches agree', async () => {
  await declare('resident-pension-op2', 'T');
  const resource = { type: 'case', id: 'new', properties: { ...resumption, subject: 'T' } };
  const subjects = await post('search/subject', {
    ...{ subject: { type: 'person' }, action: { name: 'handle' }, resource, page: { limit: 500 } },
  });
  const found = subjects.json().results.map(({ id }: { id: string }) => id);
  expect(found).toContain('resident-pension-op1');
  expect(found).not.toContain('resident-pension-op2');
  const actionsOf = async (id: string) =>
    (await post('search/action', { subject: { type: 'person', id }, resource }))
      .json()
      .results.map(({ name }: { name: string }) => name);
  expect(await actionsOf('resident-pension-op1')).toContain('handle');
  expect(await actionsOf('resident-pension-op2')).not.toContain('handle');
});

test('a rule that nobody’s first step passes is told, too', async () => {
  const pin = { item: 'card-pin-reset', unit: 'card', channel: 'hall' };
  const { context } = await ask('card-op1', pin);
  expect(context).toMatchObject({ reason: { code: 'duty-conflict' }, rule: 'no-hall-handling' });
  expect(context.conflicts).toEqual(await conflictsOfStep('card-op1', pin));
});

test('an exception lets through what its ceiling bars', async () => {
  const hall = { item: 'resident-pension-award', unit: 'village-01', channel: 'hall' };
  expect((await ask('village-op1', hall)).context.rule).toBe('outlet-ceiling');
  const owner = await county.owner.pool.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
     values ($1, $2, 'outlet-ceiling', $3, $4, tstzrange(now(), now() + interval '1 hour'), 'looked at', $5, $2)`,
    [county.centre, newId(), county.as('village-op1').person, [hall.item], county.as('director').person],
  );
  await owner.query('set session_replication_role = origin');
  owner.release();
  expect((await ask('village-op1', hall)).decision).toBe(true);
  expect(await conflictsOfStep('village-op1', hall)).toEqual([]);
  // On this item only.
  const elsewhere = { ...hall, item: 'card-first-issue' };
  expect((await ask('village-op1', elsewhere)).decision).toBe(false);
});

test.each([[''], [7], [null], [{}], ['x'.repeat(201)]])('%j is no subject', async (subject) => {
  const asked = question('resident-pension-op1', 'handle', { ...resumption, subject });
  const answer = await post('evaluation', asked);
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
    errors: [{ path: '/resource/properties/subject' }],
  });
  const [first, second] = (await post('evaluations', { evaluations: [asked, question('card-op1', 'handle')] })).json()
    .evaluations;
  expect(first.context.reason.code).toBe('invalid-request');
  expect(second.context.reason.code).toBe('not-permitted');
});

test('no subject is remembered in clear, nor logged', async () => {
  const secret = '11010119900307777X';
  const { app } = county.service;
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const headers = { ...(await county.service.bearer(county.client('decide'))), 'content-type': 'application/json' };
  const send = (body: object, path = 'evaluation') =>
    fetch(`${origin}/access/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await declare('resident-pension-op2', secret);
  const permitted = question('resident-pension-op1', 'handle', { ...resumption, subject: secret });
  const denied = question('resident-pension-op2', 'handle', { ...resumption, subject: secret });
  const lacking = question('newcomer', 'handle', { ...resumption, subject: secret });
  // Each comes to the route however often it is asked: what is answered ahead of it is kept by its text.
  for (let time = 0; time < 3; time++) await send(permitted);
  const asked = vi.spyOn(Decisions.prototype, 'evaluate');
  const held = vi.spyOn(Decisions.prototype, 'permittedFromMemory');
  await send(permitted);
  await send({ evaluations: [permitted, permitted] }, 'evaluations');
  expect(asked).toHaveBeenCalledTimes(3);
  expect(held.mock.results.map(({ value }) => value).filter(Boolean)).toEqual([]);
  asked.mockRestore();
  held.mockRestore();
  await send(denied);
  const told = await (await send(lacking)).text();
  expect(told).toContain('binding_token');
  const { rows } = await county.owner.pool.query(`select count(*) from audit.entry e where e::text like $1`, [
    `%${secret}%`,
  ]);
  expect(Number(rows[0].count)).toBe(0);
});

test('what was denied about a subject can be asked for by its token, and about that subject only', async () => {
  const asked = question('newcomer', 'handle', { ...resumption, subject: 'U' });
  const { context } = await evaluate(county, asked);
  const bound = context.access_request;
  const request = (input: object) =>
    county.service.post(county.as('newcomer'), '/access/v1/requests', {
      ...input,
      denial: { binding_token: bound?.binding_token, expires_at: bound?.expires_at },
      context: { business_justification: 'test' },
    });
  const other = await request(question('newcomer', 'handle', { ...resumption, subject: 'V' }));
  expect(other.json().type).toContain('invalid_denial_binding');
  const { resource, action, subject } = asked;
  expect((await request({ resource, action, subject })).statusCode).toBe(202);
});
