import { type InspectionProof, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { consistencyProof, inclusionProof, toBase64 } from '@zhiheng/ledger';
import { lineOf, proofFormat } from '@zhiheng/sampling';
import {
  firstCovering,
  type InspectionEntry,
  logTiles,
  newestHead,
  readInspectionEntries,
  type SignedHead,
} from '../store/log-proof-store.ts';
import { pagePopulation } from '../store/population-store.ts';
import { readInspection, requireSight } from './planning.ts';
import { platformHash } from './platform-hash.ts';

/**
 * All that anybody needs besides the population's lines: the entries with their proofs, the two checkpoints, the way between. Throws Problem
 * `not-permitted`, `not-found`, `wrong-state` before the secret is revealed, `unavailable` while the log has not signed that yet.
 */
export async function proveInspection(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<InspectionProof> {
  const { centre } = caller;
  await requireSight(transaction, caller);
  const { revealedAt } = await readInspection(transaction, centre, id);
  if (!revealedAt) throw new Problem('wrong-state', said('not-revealed'));
  const entries = await readInspectionEntries(transaction, centre, id);
  const named = (name: string) => entries.find(({ action }) => action === `inspection.${name}`);
  const [planned, frozen, drawn, revealed] = ['planned', 'frozen', 'drawn', 'revealed'].map(named);
  const first = frozen && (await firstCovering(transaction, centre, frozen.entry.id as string));
  const later = await newestHead(transaction, centre);
  if (!planned || !frozen || !drawn || !revealed || !first || !later || (revealed.index ?? later.size) >= later.size)
    throw new Problem('unavailable', said('waits-for-index', { id }));
  const hash = platformHash(later.hash);
  const tiles = logTiles(transaction, centre);
  const prove = async (
    { index, entry }: InspectionEntry,
    { size }: SignedHead,
  ): Promise<InspectionProof['planned']> => {
    const way = await inclusionProof(index as number, size, tiles, hash);
    return { index: index as number, proof: way.map(toBase64), entry };
  };
  const way = await consistencyProof(first.size, later.size, tiles, hash);
  return {
    ...{ format: proofFormat, centre, inspection: id, checkpoint: first.note, later: later.note },
    consistency: way.map(toBase64),
    planned: await prove(planned, first),
    frozen: await prove(frozen, first),
    drawn: await prove(drawn, later),
    revealed: await prove(revealed, later),
  };
}

const linesAtOnce = 5_000;

/** The population's lines as they were hashed, a portion at a time. */
export async function* populationLines(database: Database, centre: string, id: string): AsyncGenerator<string> {
  for (let from = 0; ; from += linesAtOnce) {
    const members = await inCentre(database, centre, (transaction) =>
      pagePopulation(transaction, centre, id, { from, limit: linesAtOnce }),
    );
    if (members.length > 0) yield `${members.map(lineOf).join('\n')}\n`;
    if (members.length < linesAtOnce) return;
  }
}
