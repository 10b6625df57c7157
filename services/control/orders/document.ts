import type { OrderedInspection } from '@zhiheng/contracts';
import { toHex } from '@zhiheng/ledger';
import { at, hex } from '../shown.ts';
import type { OrderRow } from '../store/order-store.ts';

export function orderDocument({ progress, ...order }: OrderRow): OrderedInspection {
  return {
    ...order,
    orderedAt: order.orderedAt.toISOString(),
    answeredAt: at(order.answeredAt),
    progress: progress && {
      ...progress,
      ...{ commitment: toHex(progress.commitment), root: hex(progress.root), sampleRoot: hex(progress.sampleRoot) },
      ...{ secret: hex(progress.secret), frozenAt: at(progress.frozenAt), drawnAt: at(progress.drawnAt) },
      ...{ revealedAt: at(progress.revealedAt), completedAt: at(progress.completedAt) },
    },
  };
}
