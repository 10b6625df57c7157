import { newId } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settleEntry, settleLog } from '../settling.ts';
import { openWorld, until, type World } from './world.ts';

/**
 * A reader waits for the sequencer. How long it has the patience to is told here: a transaction anywhere in the cluster, of another test file,
 * too, holds the log back for longer than the routes wait.
 */
const patience = 100_000;
const url = '/audit/v1/entries';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

const client = () => world.client('north', 'audit:read');

/** Does what it is asked to while a transaction holds the log back, and gives it what it has written; the transaction ends once it has looked twice. */
async function whileHeld(entry: object, settle: (id: string, nudge: () => void) => Promise<void>): Promise<string> {
  const holder = await world.owner.pool.connect();
  try {
    await holder.query('begin; select pg_current_xact_id()');
    const [id = ''] = await world.append('north', entry);
    let looks = 0;
    let over = false;
    const settled = settle(id, () => {
      looks++;
    }).then(() => {
      over = true;
    });
    await until(() => looks > 1 || over);
    expect(over).toBe(false);
    expect((await service.get(client(), `${url}/${id}`)).json().index).toBeUndefined();
    await holder.query('rollback');
    await settled;
    return id;
  } finally {
    holder.release(true);
  }
}

it('one who has just acted finds it', async () => {
  const unit = `just-${newId()}`;
  const id = await whileHeld({ unit }, (_, nudge) => settleLog(world.database, 'north', nudge, patience));
  const { data } = (await service.get(client(), url, { unit })).json();
  expect(data.map((entry: { id: string }) => entry.id)).toEqual([id]);
});

it('an entry is proven as soon as it has its index', async () => {
  const id = await whileHeld({}, (waiting, nudge) => settleEntry(world.database, 'north', waiting, nudge, patience));
  const answer = await service.get(client(), `${url}/${id}/proof`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json().entry.id).toBe(id);
});
