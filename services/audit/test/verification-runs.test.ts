import type { LogVerification } from '@zhiheng/contracts';
import { inCentre, newId } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { appendLeaves } from '@zhiheng/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newestCheckpoint } from '../store/tree-store.ts';
import { claimRun, insertRun, keepRun } from '../store/verification-run-store.ts';
import { openStanding, sealStanding } from '../verification/standing.ts';
import { openWorld, until, type World } from './world.ts';

/** A verification of the whole log as a job: asked for, worked on by whoever takes it, its result kept. */
const url = '/audit/v1/verifications';
const count = 600;
let world: World;
let centre: string;
let founded = 0;
const open: TestService[] = [];

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  await world.append(centre, ...Array.from({ length: count }, () => ({})));
  await world.sequenceAll(centre);
  return async () => {
    for (const service of open.splice(0)) await service.close();
  };
});

async function serve(): Promise<TestService> {
  const service = await world.openService();
  open.push(service);
  return service;
}
const inspector = () => world.as(centre, 'inspector');
const ask = async (service: TestService, caller = inspector(), body = {}) => service.post(caller, url, body);
const read = async (service: TestService, id: string): Promise<LogVerification> =>
  (await service.get(inspector(), `${url}/${id}`)).json();
const ended = async (service: TestService, id: string) => {
  await until(async () => !['queued', 'running'].includes((await read(service, id)).state));
  return read(service, id);
};
const entriesOf = async (action: string) =>
  (
    await world.owner.pool.query(
      'select actor, target, outcome, details from audit.entry where centre = $1 and action = $2',
      [centre, action],
    )
  ).rows;

/** As it lies there when nobody works on it. */
async function waiting(): Promise<string> {
  const id = newId();
  const { person, account, username } = inspector();
  await inCentre(world.database, centre, (transaction) =>
    insertRun(transaction, centre, {
      ...{ id, correlationId: 'c', since: undefined },
      owner: { client: 'console', person, account, username },
    }),
  );
  return id;
}

it('runs in the background and keeps its result; who asked for it, and what was found, are entries', async () => {
  const service = await serve();
  const asked = await ask(service);
  expect([asked.statusCode, asked.headers.location]).toEqual([202, `${url}/${asked.json().id}`]);
  expect(asked.json()).toMatchObject({ askedBy: 'inspector', result: null, finishedAt: null });
  const { id } = asked.json();
  const done = await ended(service, id);
  expect(done).toMatchObject({ state: 'done', progress: 1, result: { intact: true, findings: [] } });
  expect(done.result?.size).toBeGreaterThanOrEqual(count);
  expect(await entriesOf('verification.requested')).toMatchObject([{ actor: 'inspector', target: id }]);
  expect(await entriesOf('entries.verified')).toMatchObject([
    { actor: 'inspector', outcome: 'done', details: { findings: 0, verification: id } },
  ]);
  const { data } = (await service.get(inspector(), url, { limit: '1' })).json();
  expect(data).toMatchObject([{ id, state: 'done' }]);
  // Another centre knows nothing of it.
  expect((await service.get(world.as('north', 'inspector'), `${url}/${id}`)).statusCode).toBe(404);
});

it('one at a time: of two that are asked for at once one is refused', async () => {
  const id = await waiting();
  await inCentre(world.database, centre, (transaction) => claimRun(transaction, centre, newId()));
  const service = await serve();
  const answers = await Promise.all([ask(service), ask(service)]);
  expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
    [503, 'busy'],
    [503, 'busy'],
  ]);
  expect(await entriesOf('verification.requested')).toEqual([]);
  await service.post(inspector(), `${url}/${id}/cancellation`, {});
  const again = await Promise.all([ask(service), ask(service), ask(service)]);
  expect(again.map(({ statusCode }) => statusCode)).toContain(202);
  // One that is asked for when the one before has ended already is taken: none of those taken ran beside another.
  const taken = again.filter(({ statusCode }) => statusCode === 202);
  const runs = await Promise.all(taken.map((answer) => ended(service, answer.json().id)));
  const byStart = runs.toSorted((one, other) => String(one.createdAt).localeCompare(String(other.createdAt)));
  for (const [at, run] of byStart.entries())
    expect(at === 0 || String(run.createdAt) >= String(byStart[at - 1]?.finishedAt)).toBe(true);
});

describe('a cancellation', () => {
  it('stops it wherever it is, once, and says who did it', async () => {
    const id = await waiting();
    const worker = newId();
    await inCentre(world.database, centre, (transaction) => claimRun(transaction, centre, worker));
    const service = await serve();
    const cancel = () => service.post(inspector(), `${url}/${id}/cancellation`, {});
    expect((await cancel()).json()).toMatchObject({ state: 'cancelled', result: null });
    expect((await cancel()).json()).toMatchObject({ state: 'cancelled' });
    expect(await entriesOf('verification.cancelled')).toMatchObject([{ actor: 'inspector', target: id }]);
    // Its worker finds it no longer its own.
    const own = await inCentre(world.database, centre, (transaction) =>
      keepRun(transaction, centre, id, worker, { size: 1, reached: 1, continuation: undefined }),
    );
    expect(own).toBe(false);
  });

  it('of a finished one changes nothing; of an unknown one is not found', async () => {
    const service = await serve();
    const { id } = (await ask(service)).json();
    await ended(service, id);
    const answer = await service.post(inspector(), `${url}/${id}/cancellation`, {});
    expect(answer.json()).toMatchObject({ state: 'done' });
    expect((await service.post(inspector(), `${url}/${newId()}/cancellation`, {})).statusCode).toBe(404);
  });
});

describe('after its process is gone', () => {
  const origin = () => `test/log/${centre}`;
  const which = (id: string) => ({ centre, id, origin: origin() });

  it('another goes on from where it had come', async () => {
    const id = await waiting();
    // What lies below was gone over: what is altered there is not looked at again, which shows that it was not.
    await interrupted(id, 512);
    const first = `(select entry from audit.leaf where centre = $1 and index = 5)`;
    await tamper(`update audit.entry set target = 'forged' where centre = $1 and id = ${first}`);
    await tamper(`update audit.leaf set target_key = audit.key('forged') where centre = $1 and index = 5`);
    const service = await serve();
    expect(await ended(service, id)).toMatchObject({ state: 'done', result: { intact: true } });
  });

  it('begins anew where what it had come to was written by somebody else', async () => {
    const id = await waiting();
    await interrupted(id, 512, newId());
    const first = `(select entry from audit.leaf where centre = $1 and index = 5)`;
    await tamper(`update audit.entry set target = 'forged' where centre = $1 and id = ${first}`);
    const service = await serve();
    const { result } = await ended(service, id);
    expect(result?.findings).toMatchObject([{ kind: 'altered', index: 5 }]);
    expect(await entriesOf('entries.verified')).toMatchObject([{ outcome: 'failed', details: { findings: 1 } }]);
  });

  it('what is sealed for one run opens for no other', async () => {
    const [one, other] = [newId(), newId()];
    const standing = { size: 256, root: new Uint8Array(32).fill(7) };
    const sealed = await sealStanding(which(one), standing, world.keys);
    expect(await openStanding(which(one), sealed, world.keys)).toEqual(standing);
    expect(await openStanding(which(other), sealed, world.keys)).toBeUndefined();
    expect(await openStanding(which(one), sealed.replace('\n256\n', '\n512\n'), world.keys)).toBeUndefined();
    const head = await inCentre(world.database, centre, (transaction) => newestCheckpoint(transaction, centre));
    expect(await openStanding(which(one), head?.note ?? '', world.keys)).toBeUndefined();
  });

  /** A worker had come so far and was killed; `sealedFor`: the run of which it says so. */
  async function interrupted(id: string, size: number, sealedFor = id): Promise<void> {
    const { rows } = await world.owner.pool.query('select data from audit.tile where centre = $1 and level = 1', [
      centre,
    ]);
    const { root } = appendLeaves(512, [{ level: 1, n: 0, data: rows[0].data }], []);
    const sealed = await sealStanding(which(sealedFor), { size, root }, world.keys);
    const worker = newId();
    await inCentre(world.database, centre, async (transaction) => {
      await claimRun(transaction, centre, worker);
      await keepRun(transaction, centre, id, worker, { size: count, reached: size, continuation: sealed });
    });
    await tamper(`update audit.verification set leased_until = now() - interval '1 second' where centre = $1`);
  }
});

/** What a superuser can do who takes the triggers out of the way; `$1` is the centre. */
async function tamper(statement: string): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  const { rowCount } = await client.query(statement, [centre]);
  client.release(true);
  expect(rowCount).toBe(1);
}

it('is refused without a token, without the scope, to who may not read the whole log, and for a strange checkpoint', async () => {
  const service = await serve();
  expect((await service.post(undefined, url, {})).statusCode).toBe(401);
  expect((await service.post(world.client(centre, 'decide'), url, {})).statusCode).toBe(403);
  const id = await waiting();
  for (const path of [url, `${url}/${id}/cancellation`])
    expect((await service.post(world.as(centre, 'clerk'), path, {})).json(), path).toMatchObject({
      code: 'not-permitted',
    });
  expect((await service.get(world.as(centre, 'clerk'), `${url}/${id}`)).statusCode).toBe(403);
  const strange = await ask(service, inspector(), { since: 'x' });
  expect([strange.statusCode, strange.json().code]).toEqual([400, 'invalid-request']);
  expect((await ask(service, inspector(), { until: 'x' })).statusCode).toBe(400);
  expect((await service.get(inspector(), url, { cursor: 'x' })).json()).toMatchObject({ code: 'invalid-cursor' });
});
