import type { Inspection, Paper } from '@zhiheng/contracts';
import { toHex } from '@zhiheng/ledger';
import type { InspectionRow } from '../store/inspection-store.ts';
import type { PaperRow } from '../store/paper-store.ts';

const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;
const hex = (bytes: Uint8Array | null): string | null => bytes && toHex(bytes);

export function inspectionDocument({ drawAskedAt, ...row }: InspectionRow): Inspection {
  return {
    ...row,
    plannedAt: row.plannedAt.toISOString(),
    commitment: toHex(row.commitment),
    root: hex(row.root),
    sampleRoot: hex(row.sampleRoot),
    frozenAt: at(row.frozenAt),
    drawnAt: at(row.drawnAt),
    revealedAt: at(row.revealedAt),
    completedAt: at(row.completedAt),
    waitsForCheckpoint: row.state === 'frozen' && drawAskedAt !== null,
  };
}

export function paperDocument({ inspectorId: _, reviewerId: __, ...row }: PaperRow): Paper {
  return { ...row, savedAt: at(row.savedAt), signedAt: at(row.signedAt), reviewedAt: at(row.reviewedAt) };
}
