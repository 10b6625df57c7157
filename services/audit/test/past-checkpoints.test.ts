import { inCentre } from '@zhiheng/database';
import { checkpointText, parseNote, sha256, signNote } from '@zhiheng/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cosignNewest } from '../cosigning.ts';
import { newestCheckpoint } from '../store/tree-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { type SmallWitness, startSmallWitness } from './small-witness.ts';
import { openWorld, type World } from './world.ts';

/** Not the newest checkpoint alone tells: every one that was ever signed, and every line of a witness, is held against the leaves. */
let world: World;
let witness: SmallWitness;
let centre: string;
let founded = 0;
/** Checkpoints within a tile, at its end and beyond. */
const sizes = [3, 100, 256, 300];
const instant = /^\d{4}-\d\d-\d\dT/;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  witness = await startSmallWitness('witness.example/w1', () => world.keys.verifiers(`test/log/${centre}`));
  let size = 0;
  for (const until of sizes) {
    await world.append(centre, ...Array.from({ length: until - size }, (_, place) => ({ target: `t${place}` })));
    await world.sequenceAll(centre);
    await cosignNewest(world.database, centre, witness);
    size = until;
  }
  return () => witness.close();
});

/** What a superuser can do who takes the triggers out of the way; `$1` is the centre. */
async function tamper(statement: string, ...values: unknown[]): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  const { rowCount } = await client.query(statement, [centre, ...values]);
  client.release(true);
  expect(rowCount).toBe(1);
}

const verify = () => verifyLog(world.database, centre, world.keys, {}, undefined, { witnesses: [witness.key] });
const findings = async () => (await verify()).findings;

it('all of them hold, and are counted', async () => {
  expect(await verify()).toMatchObject({
    ...{ intact: true, findings: [], checkpoints: sizes.length },
    ...{ cosignatures: sizes.length, unknownCosignatures: 0 },
  });
  const strangers = await verifyLog(world.database, centre, world.keys);
  expect(strangers).toMatchObject({ intact: true, unknownCosignatures: sizes.length });
});

describe('an old checkpoint', () => {
  it('with another root is named by its size and time', async () => {
    await tamper(`update audit.checkpoint set root = sha256('x') where centre = $1 and size = 100`);
    expect(await findings()).toEqual([
      { kind: 'checkpoint-signature', index: 100, at: expect.stringMatching(instant) },
      { kind: 'checkpoint-root', index: 100, at: expect.stringMatching(instant) },
    ]);
  });

  it('with another text', async () => {
    await tamper(
      `update audit.checkpoint set note = replace(note, E'\n256\n', E'\n255\n') where centre = $1 and size = 256`,
    );
    expect(await findings()).toEqual([{ kind: 'checkpoint-signature', index: 256, at: expect.any(String) }]);
  });

  it('of another tree that the key itself has signed', async () => {
    const origin = `test/log/${centre}`;
    const root = sha256(new Uint8Array(1));
    const note = await signNote(checkpointText({ origin, size: 100, root }), [world.keys.signer(origin)]);
    await tamper(`update audit.checkpoint set root = $2, note = $3 where centre = $1 and size = 100`, root, note);
    // The witness has signed the true one.
    expect(await findings()).toEqual([
      { kind: 'cosignature', index: 100, at: expect.any(String), witness: witness.id },
      { kind: 'checkpoint-root', index: 100, at: expect.any(String) },
    ]);
  });

  it('taken away is missed where a witness has signed it', async () => {
    await tamper('delete from audit.checkpoint where centre = $1 and size = 100');
    expect(await findings()).toEqual([{ kind: 'checkpoint-missing', index: 100 }]);
  });

  it('and all that came after: a witness has seen more', async () => {
    await tamper('delete from audit.checkpoint where centre = $1 and size = 300');
    expect(await findings()).toContainEqual({ kind: 'checkpoint-missing', index: 300 });
  });
});

describe('a cosignature', () => {
  it('that another key has made is named with its witness', async () => {
    const forger = await startSmallWitness('witness.example/w1', () => world.keys.verifiers(`test/log/${centre}`));
    const newest = await inCentre(world.database, centre, (transaction) => newestCheckpoint(transaction, centre));
    await cosignNewest(world.database, centre, forger);
    const forged = `(select line from audit.cosignature where centre = $1 and size = 300 and witness = $2)`;
    await tamper(
      `update audit.cosignature set line = ${forged} where centre = $1 and size = 256 and witness <> $2`,
      forger.id,
    );
    await forger.close();
    expect(parseNote(newest?.note ?? '').signatures).toHaveLength(1);
    expect(await findings()).toEqual([
      { kind: 'cosignature', index: 256, at: expect.stringMatching(instant), witness: witness.id },
    ]);
  });

  it('moved to another checkpoint, or spoilt', async () => {
    const other = '(select line from audit.cosignature where centre = $1 and size = 3)';
    await tamper(`update audit.cosignature set line = ${other} where centre = $1 and size = 256`);
    expect(await findings()).toMatchObject([{ kind: 'cosignature', index: 256 }]);
    await tamper(`update audit.cosignature set line = E'— x\n' where centre = $1 and size = 256`);
    expect(await findings()).toMatchObject([{ kind: 'cosignature', index: 256 }]);
  });
});
