import type { Doubt, DoubtDetail } from '@zhiheng/contracts';
import type { DoubtRow } from '../store/doubt-store.ts';
import type { DoubtWhole } from './read.ts';

export const doubtDocument = (row: DoubtRow): Doubt => {
  const { assigneeId, concludedBy, people, clearing, at, raisedAt, dueAt, ...others } = row;
  const { stopOrderedAt, stopOrderedById, stopDueAt, stopConfirmedAt, stopConfirmedBy, stoppedOn, stopCase, ...shown } =
    others;
  return {
    ...shown,
    currency: 'CNY',
    at: at.toISOString(),
    raisedAt: raisedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
  };
};

export const wholeDocument = ({ doubt, cases, history, involved, mayDo }: DoubtWhole): DoubtDetail => ({
  ...doubtDocument(doubt),
  stopOrderedAt: doubt.stopOrderedAt?.toISOString() ?? null,
  stop: doubt.stopOrderedAt && {
    dueAt: doubt.stopDueAt?.toISOString() ?? null,
    confirmedAt: doubt.stopConfirmedAt?.toISOString() ?? null,
    confirmedBy: doubt.stopConfirmedBy,
    stoppedOn: doubt.stoppedOn,
    case: doubt.stopCase,
  },
  cases: cases.map(({ openedAt, ...one }) => ({ ...one, openedAt: openedAt.toISOString() })),
  history: history.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
  involved,
  mayDo,
});
