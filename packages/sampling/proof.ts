import {
  canonicalEntry,
  fromBase64,
  type Hash,
  hashNamed,
  hashNameOf,
  leafHash,
  type OpenedCheckpoint,
  openCheckpoint,
  sha256,
  type TrustedKeys,
  toHex,
  type VerifySignature,
  verifyConsistency,
  verifyInclusion,
} from '@zhiheng/ledger';
import type { Plan } from './plan.ts';
import { type RedrawFailure, redraw } from './redraw.ts';

export const proofFormat = 'zhiheng-inspection@v1';

/** An entry of the log and its way to the root of a checkpoint; hashes in Base 64. */
export interface ProvenEntry {
  index: number;
  proof: readonly string[];
  entry: Readonly<Record<string, unknown>>;
}

/** What anybody needs besides the lines of the population, and trusted keys of the log. */
export interface InspectionProof {
  format: typeof proofFormat;
  centre: string;
  inspection: string;
  /** The signed note that went into the seed, and a later one, with the way from one to the other. */
  checkpoint: string;
  later: string;
  consistency: readonly string[];
  /** The first two are under `checkpoint`, the others under `later`. */
  planned: ProvenEntry;
  frozen: ProvenEntry;
  drawn: ProvenEntry;
  revealed: ProvenEntry;
}

/** What is judged, in this order. */
export const proofSteps = ['log', 'order', 'commitment', 'seed', 'population', 'sample'] as const;
export type ProofStep = (typeof proofSteps)[number];

/** What was wrong, by its step. */
export class InspectionProofError extends Error {
  override readonly name = 'InspectionProofError';
  readonly step: ProofStep;

  constructor(step: ProofStep, message: string) {
    super(message);
    this.step = step;
  }
}

export interface Redrawn {
  origin: string;
  members: number;
  sampled: number;
  plan: Plan;
  /** Entries between the freeze and the end of the checkpoint that went into the seed. */
  entriesAfterFreeze: number;
}

interface Verifying {
  trusted: TrustedKeys;
  verify: VerifySignature;
  /** SHA-256 of the platform, where it is faster. */
  hash?: Hash;
}

/**
 * Judges everything: that the log's checkpoints are signed and belong together, that the commitment was in it before the population and both
 * before the checkpoint, that the secret is the one that was committed to, and that the population gives the same sample once more. `lines` are
 * gone over twice. Throws InspectionProofError. That there was no earlier checkpoint after the freeze no file can prove: witnesses can.
 */
export async function verifyInspection(
  proof: InspectionProof,
  lines: () => AsyncIterable<string>,
  { trusted, verify, hash = sha256 }: Verifying,
): Promise<Redrawn> {
  const head = await attempt('log', () => verifyLog(proof, trusted, verify));
  verifyOrder(proof, head);
  const details = (entry: ProvenEntry) => (entry.entry.details ?? {}) as Record<string, unknown>;
  const [planned, frozen, drawn] = [details(proof.planned), details(proof.frozen), details(proof.drawn)];
  const secret = bytesOf(String(details(proof.revealed).secret));
  demand(
    'commitment',
    secret.length === 32 && toHex(hash(secret)) === planned.commitment,
    'The secret is not the one whose hash was logged.',
  );
  const note = new TextEncoder().encode(proof.checkpoint);
  demand('seed', toHex(hash(note)) === drawn.checkpoint, 'The draw names another checkpoint.');
  const plan = planned.plan as Plan;
  const seed = hash(joined(secret, note));
  const expected = {
    population: { size: frozen.size as number, root: frozen.root as string },
    sample: { size: drawn.sampled as number, root: drawn.root as string },
  };
  const failure: RedrawFailure | undefined = await attempt('population', () =>
    redraw(lines, { plan, seed, expected, hash }),
  );
  if (failure) throw new InspectionProofError(failure.step, failure.message);
  return {
    origin: head.origin,
    members: expected.population.size,
    sampled: expected.sample.size,
    plan,
    entriesAfterFreeze: head.size - proof.frozen.index - 1,
  };
}

async function verifyLog(
  proof: InspectionProof,
  trusted: TrustedKeys,
  verify: VerifySignature,
): Promise<OpenedCheckpoint> {
  const first = await openCheckpoint(proof.checkpoint, trusted, verify);
  const later = await openCheckpoint(proof.later, trusted, verify);
  if (first.origin !== later.origin) throw new Error('The two checkpoints are of two logs.');
  const hash = hashNamed(hashNameOf(first.origin));
  const consistency = proof.consistency.map(hashOf);
  verifyConsistency(first.size, later.size, consistency, first.root, later.root, hash);
  const within = ({ index, proof: way, entry }: ProvenEntry, { size, root }: OpenedCheckpoint) =>
    verifyInclusion(index, size, leafHash(canonicalEntry(entry), hash), way.map(hashOf), root, hash);
  within(proof.planned, first);
  within(proof.frozen, first);
  within(proof.drawn, later);
  within(proof.revealed, later);
  return first;
}

/** Each entry is what it is called, of this inspection, and in its place. */
function verifyOrder({ centre, inspection, ...proof }: InspectionProof, { size }: OpenedCheckpoint): void {
  for (const name of ['planned', 'frozen', 'drawn', 'revealed'] as const) {
    const { entry } = proof[name];
    demand(
      'order',
      entry.action === `inspection.${name}` &&
        entry.outcome === 'done' &&
        entry.target === inspection &&
        entry.centre === centre,
      `The entry is not that this inspection was ${name}.`,
    );
  }
  const { planned, frozen, drawn, revealed } = proof;
  demand('order', planned.index < frozen.index, 'The population was frozen before the secret was committed to.');
  demand('order', frozen.index < size, 'The checkpoint does not cover the freeze.');
  demand('order', size <= drawn.index && drawn.index < revealed.index, 'The draw does not follow the checkpoint.');
}

function demand(step: ProofStep, holds: boolean, message: string): void {
  if (!holds) throw new InspectionProofError(step, message);
}

async function attempt<T>(step: ProofStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new InspectionProofError(step, (error as Error).message);
  }
}

function hashOf(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (!bytes) throw new Error(`"${text}" is no Base 64.`);
  return bytes;
}

/** The seed: SHA-256(secret ‖ the bytes of the signed note). */
export const seedOf = (secret: Uint8Array, note: string, hash: Hash = sha256): Uint8Array =>
  hash(joined(secret, new TextEncoder().encode(note)));

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: Math.floor(hex.length / 2) }, (_, place) =>
    Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16),
  );
