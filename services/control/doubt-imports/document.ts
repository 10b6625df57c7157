import type { DoubtImport } from '@zhiheng/contracts';
import type { StoredImport } from '../store/doubt-import-store.ts';

export const importDocument = (list: StoredImport): DoubtImport => {
  const { id, rule, origin, batch, unit, fileName, uploadedBy, state, lines, doubles, known } = list;
  const { minAmountFen, below, amountFen, appliedBy, done, raised, failure } = list;
  return {
    ...{
      id,
      rule,
      origin,
      batch,
      unit,
      fileName,
      uploadedBy,
      state,
      lines,
      doubles,
      known,
      minAmountFen,
      below,
      amountFen,
    },
    ...{ appliedBy, done, raised, failure, currency: 'CNY' },
    uploadedAt: list.uploadedAt.toISOString(),
    expiresAt: list.expiresAt.toISOString(),
    appliedAt: list.appliedAt?.toISOString() ?? null,
    finishedAt: list.finishedAt?.toISOString() ?? null,
  };
};
