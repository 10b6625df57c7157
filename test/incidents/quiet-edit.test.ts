import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry as LoggedEntry } from '@zhiheng/contracts';
import {
  appendLeaves,
  canonicalEntry,
  checkpointText,
  consistencyProof,
  encodeAddCheckpoint,
  leafHash,
  parseCheckpoint,
  parseNote,
  signNote,
  type TileReader,
} from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyPath, openLogKeys } from '../../services/audit/log-keys.ts';
import { startWitness, type WitnessProcess } from '../ledger/witness-process.ts';
import { zhiheng } from '../ledger/zhiheng.ts';
import { County, type Entry } from '../support/county.ts';
import { clientToken } from '../support/sign-in.ts';
import { verifiedLog } from '../support/verified-log.ts';

/** The quiet edit: a database administrator changed who had reviewed a payment, and then the log that said so. */
const county = County.ofThisFile();
const [guilty, innocent] = ['enterprise-pension-op3', 'enterprise-pension-op4'];
let folder: string;
let witness: WitnessProcess;
let review: Entry;
let kept: Proof;
const at = (name: string) => join(folder, name);
const prefix = () => `${county.origin}/audit/log/county`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-quiet-edit-'));
  await writeFile(at('keys'), await (await fetch(`${prefix()}/key`)).text());
  // On a machine that is not his.
  witness = await startWitness(['--folder', at('kept'), '--name', 'witness.example/w1', '--log', at('keys')]);
  const id = await county.opened('enterprise-pension-award', 'enterprise-pension', { amountFen: 17_440_000 });
  await county.done(id, 'handle', 'enterprise-pension-op1');
  await county.done(id, 'review', guilty);
  const [first] = await county.entries({ case: id, action: 'step.recorded', actor: guilty });
  review = first as Entry;
  // What the business system keeps of its own accord, and the witness has seen.
  kept = (await proofOf(review.id)).body;
  await writeFile(at('proof.json'), JSON.stringify(kept));
  const seen = encodeAddCheckpoint({ oldSize: 0, proof: [], checkpoint: kept.checkpoint });
  expect((await witness.add(seen)).status).toBe(200);
});
afterAll(async () => {
  await witness?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Proof {
  size: number;
  checkpoint: string;
  entry: LoggedEntry;
}
const proofOf = (id: string) => county.business.get<Proof>(`/audit/v1/entries/${id}/proof`);
const verify = async () => {
  await writeFile(at('token'), await clientToken(county.origin, 'demo-business', 'audit:read'));
  return zhiheng(['verify', '--log', prefix(), '--key', at('keys'), '--token-file', at('token')]);
};

test('with the passwords of the services he has no privilege, and the owner’s triggers refuse him', async () => {
  for (const service of ['access', 'identity', 'audit', 'control'] as const) {
    const { pool } = await county.running.database.connect(service, { size: 1 });
    for (const statement of [`update audit.entry set actor = '${innocent}'`, 'delete from audit.entry'])
      await expect(pool.query(statement), `${service}: ${statement}`).rejects.toThrow(/permission denied/);
    await expect(pool.query('set session_replication_role = replica')).rejects.toThrow(/permission denied/);
  }
  await expect(county.sql('update audit.entry set actor = $1 where id = $2', [innocent, review.id])).rejects.toThrow(
    /append-only/,
  );
});

test('as superuser past the triggers he changes the record and the log: both then say another name', async () => {
  await county.sqlPastTriggers(
    `update access.step s set person = a.person, account = a.id from access.account a
     where s.centre = 'county' and s."case" = $1 and s.duty = 'review' and a.centre = s.centre and a.username = $2`,
    [review.case, innocent],
  );
  await county.sqlPastTriggers(
    `update audit.entry e set actor = a.username, person = a.person, account = a.id from access.account a
     where e.id = $1 and a.centre = e.centre and a.username = $2`,
    [review.id, innocent],
  );
  const steps = await county.steps(review.case as string);
  expect(steps.find(({ duty }) => duty === 'review')?.username).toBe(innocent);
  const { body } = await county.business.get<Entry>(`/audit/v1/entries/${review.id}`);
  expect(body.actor).toBe(innocent);
});

test('the next verification names the entry by its index; nobody gets a proof of what it says now', async () => {
  const inside = await verifiedLog(county.business);
  expect(inside).toMatchObject({ intact: false });
  expect(inside.findings).toContainEqual({ kind: 'altered', index: review.index, id: review.id });
  const outside = await verify();
  expect(outside).toMatchObject({ code: 1, stdout: expect.stringContaining(`#${review.index} 被改动 / altered`) });
  const { body } = await proofOf(review.id);
  expect(body.entry.actor).toBe(innocent);
  await writeFile(at('now.json'), JSON.stringify(body));
  expect((await zhiheng(['verify', at('now.json'), '--key', at('keys')])).code).toBe(1);
});

test('what was kept from before still proves who it was', async () => {
  expect(kept.entry.actor).toBe(guilty);
  expect((await zhiheng(['verify', at('proof.json'), '--key', at('keys')])).code).toBe(0);
});

test('with the signing key, too, he writes a whole other history: the witness remembers and refuses it', async () => {
  const { origin } = parseCheckpoint(parseNote(kept.checkpoint).text);
  const signer = (await openLogKeys(keyPath(county.running.directory, {}), 'demo')).signer(origin);
  const entries = await wholeLog();
  const grown = async (leaves: Uint8Array[]) => {
    const { root, changed } = appendLeaves(0, [], leaves);
    const tiles: TileReader = ({ level, n }) =>
      changed.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array();
    const checkpoint = await signNote(checkpointText({ origin, size: leaves.length, root }), [signer]);
    const proof = await consistencyProof(kept.size, leaves.length, tiles);
    return witness.add(encodeAddCheckpoint({ oldSize: kept.size, proof, checkpoint }));
  };
  const his = entries.map((entry) => leafHash(canonicalEntry(entry)));
  expect((await grown(his)).status).toBe(422);
  const honest = his.with(review.index as number, leafHash(canonicalEntry(kept.entry)));
  expect((await grown(honest)).status, 'the log as it was goes on').toBe(200);
});

/** Every entry that has an index, in its order, as the service shows it now. */
async function wholeLog(): Promise<LoggedEntry[]> {
  const all: LoggedEntry[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await county.business.get<{ data: LoggedEntry[]; nextCursor: string | null }>(
      `/audit/v1/entries?order=oldest&limit=200${cursor}`,
    );
    for (const entry of body.data) all[entry.index as number] = entry;
    if (body.nextCursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}
