import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  appendLeaves,
  canonicalEntry,
  checkpointText,
  consistencyProof,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  parseTrustedKeys,
  signNote,
  type Tile,
  toBase64,
  toHex,
} from '@zhiheng/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { Drawing } from '../draw.ts';
import { lineOf, type Member, type Plan } from '../plan.ts';
import {
  type InspectionProof,
  type ProofStep,
  type ProvenEntry,
  proofFormat,
  seedOf,
  verifyInspection,
} from '../proof.ts';
import { sampleTree } from '../redraw.ts';
import { count, emptyFrame } from '../tally.ts';
import { grown } from '../tree.ts';

const origin = 'test/log';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = {
  name: origin,
  publicKey: Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
  sign: async (message: Uint8Array) => sign(null, message, privateKey),
};

/** A log made by hand, so that a forger's proofs can be as good as the real ones. */
class Log {
  readonly entries: Record<string, unknown>[] = [];
  append(entry: Record<string, unknown>): number {
    return this.entries.push({ id: `entry ${this.entries.length}`, ...entry }) - 1;
  }
  #tree(size: number) {
    return appendLeaves(
      0,
      [],
      this.entries.slice(0, size).map((entry) => leafHash(canonicalEntry(entry))),
    );
  }
  sign(size = this.entries.length): Promise<string> {
    return signNote(checkpointText({ origin, size, root: this.#tree(size).root }), [signer]);
  }
  #reader(size: number) {
    const { changed } = this.#tree(size);
    return ({ level, n }: { level: number; n: number }) =>
      (changed.find((tile: Tile) => tile.level === level && tile.n === n) as Tile).data;
  }
  async prove(index: number, size: number): Promise<ProvenEntry> {
    const proof = await inclusionProof(index, size, async (place) => this.#reader(size)(place));
    return { index, proof: proof.map(toBase64), entry: this.entries[index] as Record<string, unknown> };
  }
  async consistency(from: number, to: number): Promise<string[]> {
    return (await consistencyProof(from, to, async (place) => this.#reader(to)(place))).map(toBase64);
  }
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();
const quota = { per10000: 2_000, least: 1 };
const plan: Plan = {
  ...{ strata: ['item'], bandsFen: [], method: 'share', perOperator: 1 },
  quotas: { risk1: quota, risk2: quota, risk3: quota },
};
const population: Member[] = Array.from({ length: 30 }, (_, place) => ({
  ...{ id: `01990a3e-6f00-7c3a-9a52-${place.toString(16).padStart(12, '0')}`, item: 'award', risk: 2, unit: 'hall' },
  ...{ channel: null, operator: `op${place % 3}`, amountFen: place * 100, must: place === 7 ? ['doubt'] : [] },
}));
const secret = sha256(Buffer.from('secret'));

interface World {
  log: Log;
  lines: string[];
  proof: InspectionProof;
  sizes: { first: number; second: number; later: number };
}

/** What is told of a draw from this secret by this checkpoint, whatever was logged. */
function drawnFrom(from: Uint8Array, note: string, members = population) {
  const frame = emptyFrame();
  for (const member of members) count(frame, member, plan);
  const drawing = new Drawing(plan, frame, seedOf(from, note));
  const again = emptyFrame();
  for (const [ordinal, member] of members.entries()) drawing.add(ordinal, member, count(again, member, plan));
  const { size, root } = sampleTree(drawing.sample());
  return { sampled: size, root: toHex(root), checkpoint: toHex(sha256(Buffer.from(note))) };
}

async function world({ members = population, freezeFirst = false } = {}): Promise<World> {
  const log = new Log();
  const about = { outcome: 'done', target: 'i', centre: 'north' };
  const plans = () =>
    log.append({ ...about, action: 'inspection.planned', details: { commitment: toHex(sha256(secret)), plan } });
  const lines = members.map(lineOf);
  const { root } = grown({ size: 0, edge: [] }, lines);
  const freezes = () =>
    log.append({ ...about, action: 'inspection.frozen', details: { size: lines.length, root: toHex(root) } });
  log.append({ action: 'noise' });
  const early = freezeFirst ? freezes() : plans();
  log.append({ action: 'noise' });
  const late = freezeFirst ? plans() : freezes();
  const [planned, frozen] = freezeFirst ? [late, early] : [early, late];
  log.append({ action: 'noise' });
  const first = log.entries.length;
  const note = await log.sign();
  log.append({ action: 'noise' });
  const second = log.entries.length;
  const drawn = log.append({ ...about, action: 'inspection.drawn', details: drawnFrom(secret, note, members) });
  const revealed = log.append({ ...about, action: 'inspection.revealed', details: { secret: toHex(secret) } });
  const later = log.entries.length;
  const proof: InspectionProof = {
    ...{ format: proofFormat, centre: 'north', inspection: 'i', checkpoint: note, later: await log.sign() },
    consistency: await log.consistency(first, later),
    planned: await log.prove(planned, first),
    frozen: await log.prove(frozen, first),
    drawn: await log.prove(drawn, later),
    revealed: await log.prove(revealed, later),
  };
  return { log, lines, proof, sizes: { first, second, later } };
}

async function verdict(proof: InspectionProof, lines: readonly string[]): Promise<ProofStep | 'same'> {
  async function* all() {
    yield* lines;
  }
  const trusted = parseTrustedKeys(formatVerifierKey(origin, signer.publicKey));
  try {
    await verifyInspection(proof, all, {
      trusted,
      verify: (message, signature) => verify(null, message, publicKey, signature),
    });
    return 'same';
  } catch (error) {
    return (error as { step: ProofStep }).step;
  }
}

describe('a draw', () => {
  let made: World;
  beforeAll(async () => {
    made = await world();
  });

  it('is the same when anybody draws again', async () => {
    expect(await verdict(made.proof, made.lines)).toBe('same');
  });

  it('is not, of a population that was changed after the freeze', async () => {
    expect(await verdict(made.proof, [...made.lines, made.lines[0] as string])).toBe('population');
    expect(await verdict(made.proof, made.lines.slice(1))).toBe('population');
    expect(await verdict(made.proof, made.lines.toReversed())).toBe('population');
    expect(await verdict(made.proof, ['{}', ...made.lines])).toBe('population');
  });

  it('is not, by a secret other than the one that was committed to, though it was logged', async () => {
    const { log, proof, lines, sizes } = made;
    const other = sha256(Buffer.from('another'));
    const forged = new Log();
    forged.entries.push(...log.entries);
    forged.entries[sizes.second] = {
      ...(log.entries[sizes.second] as object),
      details: drawnFrom(other, proof.checkpoint),
    };
    forged.entries[sizes.second + 1] = {
      ...(log.entries[sizes.second + 1] as object),
      details: { secret: toHex(other) },
    };
    const told: InspectionProof = {
      ...proof,
      later: await forged.sign(),
      consistency: await forged.consistency(sizes.first, sizes.later),
      drawn: await forged.prove(sizes.second, sizes.later),
      revealed: await forged.prove(sizes.second + 1, sizes.later),
    };
    expect(await verdict(told, lines)).toBe('commitment');
  });

  it('is not, by another checkpoint, though it is signed and covers the freeze', async () => {
    const { log, proof, lines, sizes } = made;
    const told: InspectionProof = {
      ...proof,
      checkpoint: await log.sign(sizes.second),
      consistency: await log.consistency(sizes.second, sizes.later),
      planned: await log.prove(proof.planned.index, sizes.second),
      frozen: await log.prove(proof.frozen.index, sizes.second),
    };
    expect(await verdict(told, lines)).toBe('seed');
  });

  it('is not, by a checkpoint from before the freeze or from after the draw', async () => {
    const { log, proof, lines, sizes } = made;
    const at = async (size: number): Promise<InspectionProof> => ({
      ...proof,
      checkpoint: await log.sign(size),
      consistency: await log.consistency(size, sizes.later),
      planned: await log.prove(proof.planned.index, size),
      frozen: await log.prove(Math.min(proof.frozen.index, size - 1), size),
    });
    expect(await verdict(await at(proof.frozen.index), lines)).toBe('order');
    expect(await verdict(await at(sizes.later), lines)).toBe('order');
  });

  it('is not, when the population was known before the secret was committed to', async () => {
    const { proof, lines } = await world({ freezeFirst: true });
    expect(await verdict(proof, lines)).toBe('order');
  });

  it('is not, of another inspection or centre', async () => {
    expect(await verdict({ ...made.proof, inspection: 'other' }, made.lines)).toBe('order');
    expect(await verdict({ ...made.proof, centre: 'south' }, made.lines)).toBe('order');
  });

  it('is not, when what was logged of it was another sample', async () => {
    const { log, proof, lines, sizes } = made;
    const forged = new Log();
    forged.entries.push(...log.entries);
    const entry = log.entries[sizes.second] as { details: object };
    forged.entries[sizes.second] = { ...entry, details: { ...entry.details, root: '00'.repeat(32) } };
    const told: InspectionProof = {
      ...proof,
      later: await forged.sign(),
      consistency: await forged.consistency(sizes.first, sizes.later),
      drawn: await forged.prove(sizes.second, sizes.later),
      revealed: await forged.prove(sizes.second + 1, sizes.later),
    };
    expect(await verdict(told, lines)).toBe('sample');
  });

  it('is not, when an entry is not what the log has signed', async () => {
    const { proof, lines } = made;
    const entry = { ...proof.frozen.entry, details: { size: 1, root: '00' } };
    expect(await verdict({ ...proof, frozen: { ...proof.frozen, entry } }, lines)).toBe('log');
    expect(await verdict({ ...proof, consistency: [] }, lines)).toBe('log');
    expect(await verdict({ ...proof, later: proof.later.replace('test/log', 'test/other') }, lines)).toBe('log');
  });
});
