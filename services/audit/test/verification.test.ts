import { inCentre } from '@zhiheng/database';
import { canonicalEntry, leafHash } from '@zhiheng/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findEntry } from '../store/entry-store.ts';
import type { Finding } from '../verification/finding.ts';
import { type Verification, verifyLog } from '../verification/verify-log.ts';
import { openWorld, type World } from './world.ts';

let world: World;
/** Each test tampers with a centre of its own. */
let centre: string;
let founded = 0;
let ids: string[];
/** 256 make a full tile with a hash above it; the rest stands in the partial one at the edge. */
const count = 300;

beforeAll(async () => {
  world = await openWorld();
  await world.append('south', { target: 'other' });
  await world.sequenceAll('south');
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  ids = await world.append(centre, ...Array.from({ length: count }, (_, place) => ({ target: `t${place}` })));
  await world.sequenceAll(centre);
});

/** What a superuser can do who takes the triggers out of the way; `$1` is the centre. */
async function tamper(statement: string, ...values: unknown[]): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  const { rowCount } = await client.query(statement, [centre, ...values]);
  client.release(true);
  expect(rowCount).toBe(1);
}

const verify = (): Promise<Verification> => verifyLog(world.database, centre, world.keys);
const kinds = ({ findings }: Verification) => findings.map(({ kind }) => kind);

async function expectFindings(...expected: Finding[]): Promise<void> {
  const verification = await verify();
  expect(verification.findings).toEqual(expected);
  expect(verification).toMatchObject({ intact: false, total: expected.length, size: count });
  expect(await verifyLog(world.database, 'south', world.keys)).toMatchObject({ intact: true, size: 1 });
}

it('a clean log is intact, and stays so while it grows', async () => {
  expect(await verify()).toMatchObject({ intact: true, total: 0, findings: [], size: count });
  await world.append(centre, ...Array.from({ length: 1_500 }, () => ({})));
  expect(await verify()).toMatchObject({ intact: true, size: count });
  await world.sequenceAll(centre);
  expect(await verify()).toMatchObject({ intact: true, size: count + 1_500 });
});

describe('an entry', () => {
  it.each([10, 299])('altered: number %i is named', async (index) => {
    await tamper(`update audit.entry set outcome = 'denied' where centre = $1 and id = $2`, ids[index]);
    await expectFindings({ kind: 'altered', index, id: ids[index] as string });
  });

  it.each([
    `at = at + interval '1 microsecond'`,
    `details = '{"a": 1}'`,
    `actor = 'somebody'`,
    `action = 'case.closed'`,
    `target = 't8 '`,
  ])('altered in the least: %s', async (change) => {
    await tamper(`update audit.entry set ${change} where centre = $1 and id = $2`, ids[7]);
    await expectFindings({ kind: 'altered', index: 7, id: ids[7] as string });
  });

  it.each([0, 299])('deleted: number %i is missing', async (index) => {
    await tamper(`delete from audit.entry where centre = $1 and id = $2`, ids[index]);
    await expectFindings({ kind: 'missing', index, id: ids[index] as string });
  });

  it('deleted with its leaf', async () => {
    await tamper(`delete from audit.entry where centre = $1 and id = $2`, ids[3]);
    await tamper(`delete from audit.leaf where centre = $1 and index = 3`);
    await expectFindings({ kind: 'missing', index: 3 });
  });

  it('inserted behind the sequencer', async () => {
    const id = '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    const values = `insert into audit.entry (centre, id, xid, at, action, outcome)
      values ($1, $2, (select xid from audit.entry where id = $3), now(), 'case.opened', 'done')`;
    await tamper(values, id, ids[5]);
    await expectFindings({ kind: 'inserted', id });
    await tamper(`insert into audit.leaf (centre, index, entry) values ($1, $2, $3)`, count, id);
    await expectFindings({ kind: 'inserted', id });
  });

  it('exchanged with another', async () => {
    await tamper(`update audit.leaf set entry = gen_random_uuid() where centre = $1 and index = 1`);
    await tamper(`update audit.leaf set entry = $2 where centre = $1 and index = 2`, ids[1]);
    const { findings } = await verify();
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'missing', index: 1 }),
        { kind: 'altered', index: 2, id: ids[1] },
        { kind: 'inserted', id: ids[2] },
      ]),
    );
  });
});

describe('the tree', () => {
  const flip = (level: number, n: number, byte: number) =>
    tamper(
      `update audit.tile set data = set_byte(data, $4, get_byte(data, $4) # 1)
       where centre = $1 and level = $2 and n = $3`,
      level,
      n,
      byte,
    );

  it.each([
    [0, 0, 5],
    [0, 1, 40],
    [1, 0, 0],
  ])('tile %i/%i altered: the tile is named, no entry', async (level, n, byte) => {
    await flip(level, n, byte);
    await expectFindings({ kind: 'tile', level, n });
  });

  it.each([
    [0, 0],
    [0, 1],
    [1, 0],
  ])('tile %i/%i deleted', async (level, n) => {
    await tamper(`delete from audit.tile where centre = $1 and level = $2 and n = $3`, level, n);
    await expectFindings({ kind: 'tile', level, n });
  });

  it('an entry altered together with its tile', async () => {
    await tamper(`update audit.entry set outcome = 'denied' where centre = $1 and id = $2`, ids[299]);
    await flip(0, 1, 40);
    expect(kinds(await verify())).toEqual(expect.arrayContaining(['altered', 'tile']));
  });

  it('an entry altered and its hash in the tile with it: the signed root tells', async () => {
    const id = ids[299] as string;
    await tamper(`update audit.entry set outcome = 'denied' where centre = $1 and id = $2`, id);
    const forged = await inCentre(world.database, centre, (transaction) => findEntry(transaction, centre, id));
    await tamper(
      `update audit.tile set data = overlay(data placing $2::bytea from $3)
       where centre = $1 and level = 0 and n = 1`,
      Buffer.from(leafHash(canonicalEntry(forged ?? {}))),
      (299 - 256) * 32 + 1,
    );
    await expectFindings({ kind: 'root' });
  });
});

describe('the checkpoint', () => {
  const newest = `(select max(size) from audit.checkpoint where centre = $1)`;

  it('with another root: neither the tree nor the signature fits', async () => {
    await tamper(`update audit.checkpoint set root = sha256('x') where centre = $1 and size = ${newest}`);
    expect(new Set(kinds(await verify()))).toEqual(new Set(['signature', 'root']));
  });

  it('with another text', async () => {
    await tamper(`update audit.checkpoint set note = replace(note, '${count}', '${count + 1}')
      where centre = $1 and size = ${newest}`);
    await expectFindings({ kind: 'signature' });
  });

  it('of another centre', async () => {
    await tamper(`update audit.checkpoint set note = (select note from audit.checkpoint where centre = 'south')
      where centre = $1 and size = ${newest}`);
    await expectFindings({ kind: 'signature' });
  });

  it('taken away', async () => {
    await tamper(`delete from audit.checkpoint where centre = $1 and size = ${newest}`);
    expect(kinds(await verify())).toContain('root');
  });

  it('of a log that was cut off: an older signed head does not pass for the newest', async () => {
    await world.append(centre, {});
    await world.sequenceAll(centre);
    await tamper(`delete from audit.checkpoint where centre = $1 and size = ${newest}`);
    await expectFindings({ kind: 'root' });
  });
});
