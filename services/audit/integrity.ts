import type { LogFault } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { formatVerifierKey, toBase64 } from '@zhiheng/ledger';
import { removedMonths } from './archive/searchable.ts';
import { WitnessError } from './cosigning.ts';
import { LogError } from './errors.ts';
import type { SeenCheckpoints } from './seen-checkpoints.ts';
import { newestCosignature } from './store/cosignature-store.ts';
import { newestSigning, waitingEntries } from './store/integrity-store.ts';
import type { ConfiguredWitness } from './witnesses.ts';

/** What a process knows of the log beside the database. */
export interface Surroundings {
  seen: SeenCheckpoints;
  witnesses: readonly ConfiguredWitness[];
  /** Why entries wait, by centre; empty where another process sequences. */
  sequencerFaults: ReadonlyMap<string, Error>;
  /** Why a witness has not signed, by `centre witness`; empty where another process asks them. */
  witnessFaults: ReadonlyMap<string, Error>;
}

/** How the log stands: what is signed, what waits, what was kept of it outside of the database. It says nothing of any entry. */
export async function integrityOf(
  transaction: Transaction,
  centre: string,
  { seen, witnesses, sequencerFaults, witnessFaults }: Surroundings,
) {
  const signed = await newestSigning(transaction, centre);
  const waiting = await waitingEntries(transaction, centre);
  const kept = await seen.find(centre).catch(spoilt);
  const ofWitnesses = [];
  for (const { id, key } of witnesses) {
    const cosignature = await newestCosignature(transaction, centre, id);
    ofWitnesses.push({
      name: key.name,
      vkey: formatVerifierKey(key.name, key.publicKey, 'cosignature'),
      size: cosignature?.size ?? null,
      at: cosignature?.at.toISOString() ?? null,
      fault: codeOf(witnessFaults.get(`${centre} ${id}`)),
    });
  }
  return {
    size: signed?.size ?? 0,
    signedAt: signed?.at.toISOString() ?? null,
    waiting: waiting.count,
    waitingSince: waiting.since?.toISOString() ?? null,
    fault: codeOf(sequencerFaults.get(centre) ?? (kept instanceof LogError ? kept : undefined)),
    seen:
      kept && !(kept instanceof LogError)
        ? { size: kept.size, root: toBase64(kept.root), checkpoint: kept.note }
        : null,
    witnesses: ofWitnesses,
    removed: await removedMonths(transaction, centre),
  };
}

/** A kept checkpoint that cannot be read is told of, not thrown. */
function spoilt(error: unknown): LogError {
  if (error instanceof LogError) return error;
  throw error;
}

/** Errors of ours have codes with words; of any other no more is told than that there is one. */
function codeOf(error: Error | undefined): LogFault | null {
  if (!error) return null;
  return error instanceof LogError || error instanceof WitnessError ? error.code : 'internal';
}
