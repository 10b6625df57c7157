import { isDeepStrictEqual } from 'node:util';
import { said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { appendEntries } from '../store/entry-store.ts';
import { countOpenExports, findExportOfKey, insertExport, lockOwner } from '../store/export-store.ts';
import type { ExportJob } from './job.ts';

/** Unfinished exports of one caller. */
const mostOpen = 3;

export interface ExportWish extends Pick<ExportJob, 'owner' | 'format' | 'filters' | 'reason' | 'language'> {
  idempotencyKey: string | undefined;
}

/**
 * The export that is asked for now, or that a try with the same key has asked for. Throws Problem `too-many-requests`,
 * `idempotency-mismatch` where the key was used for something else.
 */
export async function askExport(
  transaction: Transaction,
  centre: string,
  wish: ExportWish,
  trace: Trace,
): Promise<ExportJob> {
  const { owner, idempotencyKey, format, filters, reason } = wish;
  await lockOwner(transaction, centre, owner);
  const before =
    idempotencyKey === undefined ? undefined : await findExportOfKey(transaction, centre, owner, idempotencyKey);
  if (before && !isDeepStrictEqual(meaningOf(before), meaningOf(wish))) throw new Problem('idempotency-mismatch');
  if (before) return before;
  if ((await countOpenExports(transaction, centre, owner)) >= mostOpen)
    throw new Problem('too-many-requests', said('exports-unfinished', { most: mostOpen }));
  const id = newId();
  const details = { format, filters };
  await appendEntries(transaction, centre, [
    { ...trace, action: 'export.requested', outcome: 'done', targetType: 'export', target: id, reason, details },
  ]);
  return insertExport(transaction, centre, { ...wish, id, correlationId: trace.correlationId });
}

const meaningOf = ({ format, filters, reason, language }: Omit<ExportWish, 'owner' | 'idempotencyKey'>) => ({
  format,
  filters: { ...filters },
  reason,
  language,
});
