import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { broken, type ContractServer, json, problem, silent, startContractServer } from './contract-server.ts';

/** A write whose answer is lost is sent again, and done once. */
let server: ContractServer;
beforeEach(async () => {
  server = await startContractServer();
});
afterEach(() => server.stop());

const opening = { item: 'award', unit: 'pension', reference: 'r 1' };
const opened = { id: 'c1', item: 'award', reference: 'r 1', client: 'shop', channel: null, amountFen: null, steps: [] };
const cases = 'POST /api/v1/cases';
const list = 'GET /api/v1/cases';
const exists = problem(409, 'already-exists');
const steps = 'POST /api/v1/cases/c1/steps';
const handling = { duty: 'handle', actor: 'op1' };
const handled = { id: 's1', duty: 'handle', username: 'op1', outcome: 'done', note: null };
const recorded = problem(409, 'already-recorded');
const times = (route: string) => server.seen.filter((line) => line.split('?')[0] === route).length;

describe('openCase', () => {
  it('is sent again after a passing fault', async () => {
    server.answer(cases, broken, problem(503, 'busy'), json(opened, 201));
    expect(await server.client().openCase(opening)).toEqual(opened);
    expect(times(cases)).toBe(3);
  });

  it('gives the case that the lost sending opened', async () => {
    server.answer(cases, broken, exists);
    server.answer(list, json({ data: [opened], nextCursor: null }));
    expect(await server.client().openCase(opening)).toEqual(opened);
    expect(server.seen.at(-1)).toBe('GET /api/v1/cases?item=award&reference=r+1&limit=1');
  });

  it.each([
    ['of another client', { ...opened, client: 'other' }],
    ['of another amount', { ...opened, amountFen: 7 }],
    ['of another channel', { ...opened, channel: 'hall' }],
  ])('is refused where the case is one %s', async (_what, other) => {
    server.answer(cases, broken, exists);
    server.answer(list, json({ data: [other], nextCursor: null }));
    await expect(server.client().openCase(opening)).rejects.toMatchObject({ code: 'already-exists' });
  });

  it('a refusal of the first sending is one', async () => {
    server.answer(cases, exists);
    server.answer(list, json({ data: [opened], nextCursor: null }));
    await expect(server.client().openCase(opening)).rejects.toMatchObject({ code: 'already-exists' });
    expect(times(list)).toBe(0);
  });
});

describe('recordStep', () => {
  const read = 'GET /api/v1/cases/c1';

  it('gives the step that the lost sending recorded', async () => {
    const known = { ...opened, steps: [handled] };
    for (const refusal of [recorded, problem(409, 'out-of-order'), problem(409, 'case-closed')]) {
      server.answer(steps, broken, refusal);
      server.answer(read, json(known));
      expect(await server.client().recordStep('c1', handling)).toEqual({ step: handled, case: known });
    }
  });

  it.each([
    ['of another person', { ...handled, username: 'op2' }],
    ['of another outcome', { ...handled, outcome: 'returned' }],
    ['with another note', { ...handled, note: 'x' }],
    ['of another duty', { ...handled, duty: 'review' }],
  ])('is refused where the step on record is one %s', async (_what, other) => {
    server.answer(steps, broken, recorded);
    server.answer(read, json({ ...opened, steps: [other] }));
    await expect(server.client().recordStep('c1', handling)).rejects.toMatchObject({ code: 'already-recorded' });
  });

  it('of several rounds the last counts', async () => {
    server.answer(steps, broken, recorded);
    server.answer(read, json({ ...opened, steps: [handled, { ...handled, id: 's2', username: 'op2' }] }));
    await expect(server.client().recordStep('c1', handling)).rejects.toMatchObject({ code: 'already-recorded' });
  });

  it('a refusal of the first sending is one', async () => {
    server.answer(steps, recorded);
    server.answer(read, json({ ...opened, steps: [handled] }));
    await expect(server.client().recordStep('c1', handling)).rejects.toMatchObject({ code: 'already-recorded' });
  });

  it('without an actor it is sent once: nothing would tell whose step is on record', async () => {
    server.answer(steps, broken);
    await expect(server.client().recordStep('c1', { duty: 'handle' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(times(steps)).toBe(1);
  });

  it('is unavailable when no answer comes in time', async () => {
    server.answer(steps, silent);
    await expect(server.client({ timeout: 200 }).recordStep('c1', handling)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
