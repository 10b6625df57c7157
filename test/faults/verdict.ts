import { setTimeout as pause } from 'node:timers/promises';
import { type Checkpoint, consistencyProof, type TileReader, tilePath, verifyConsistency } from '@zhiheng/ledger';
import { expect } from 'vitest';
import { Caller } from '../support/api.ts';
import { verifiedLog } from '../support/verified-log.ts';
import { centre, type FaultyLog } from './faulty-log.ts';
import type { Load } from './load.ts';
import type { Watcher } from './watcher.ts';

/** After all faults: every acknowledged entry is there once and in the tree, and the tree is the one that was shown all along. */
export async function expectWhole(log: FaultyLog, load: Load, watcher: Watcher): Promise<void> {
  const owner = await log.owner();
  const { pool } = owner;
  const waiting = `select count(*) from audit.entry e where not exists (
    select from audit.leaf l where l.centre = e.centre and l.entry = e.id)`;
  const number = async (text: string) => (await pool.query<{ count: number }>(text)).rows[0]?.count;
  while (await number(waiting)) await pause(50);

  const { rows } = await pool.query<{ entry: string; index: number }>(
    'select entry, index from audit.leaf order by index',
  );
  expect(new Set(load.acknowledged).size, 'no id twice').toBe(load.acknowledged.length);
  const sequenced = new Map<string, number>();
  for (const { entry } of rows) sequenced.set(entry, (sequenced.get(entry) ?? 0) + 1);
  const lost = load.acknowledged.filter((id) => sequenced.get(id) !== 1);
  expect(lost, 'acknowledged, yet not in the tree exactly once').toEqual([]);
  expect(rows.map(({ index }) => index)).toEqual(rows.map((_, place) => place));
  const stored = await number(`select count(*) from audit.entry where action = 'payment.made'`);
  expect(stored, 'what was begun is acknowledged in the end, and nothing else is stored').toBe(
    load.acknowledged.length,
  );

  await watcher.end();
  expect(watcher.faults).toEqual([]);
  const one = log.processes.find(({ ready }) => ready);
  const reader = new Caller(`${one?.origin}`, log.authorization.replace('Bearer ', ''));
  expect(await verifiedLog(reader)).toMatchObject({ intact: true, findings: [] });
  await expectConsistent([...watcher.seen.values()], tilesOf(`${one?.origin}`));
}

const tilesOf = (origin: string): TileReader => {
  const known = new Map<string, Uint8Array>();
  return async (place) => {
    const path = tilePath(place);
    const answer = known.get(path) ?? (await (await fetch(`${origin}/audit/log/${centre}/${path}`)).bytes());
    known.set(path, answer);
    return answer;
  };
};

/** Each checkpoint that was shown continues the one before it. */
async function expectConsistent(checkpoints: Checkpoint[], readTile: TileReader): Promise<void> {
  const inOrder = checkpoints.toSorted((a, b) => a.size - b.size);
  expect(inOrder.length).toBeGreaterThan(1);
  for (const [place, later] of inOrder.entries()) {
    const earlier = inOrder[place - 1];
    if (!earlier) continue;
    const proof = await consistencyProof(earlier.size, later.size, readTile);
    verifyConsistency(earlier.size, later.size, proof, earlier.root, later.root);
  }
}
