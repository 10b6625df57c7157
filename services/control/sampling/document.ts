import type { Inspection, Paper } from '@zhiheng/contracts';
import { toHex } from '@zhiheng/ledger';
import { at, hex } from '../shown.ts';
import type { InspectionRow } from '../store/inspection-store.ts';
import type { PaperRow } from '../store/paper-store.ts';

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
