import type { ApprovalEvent } from '@zhiheng/approvals';
import type { Attachment } from '@zhiheng/contracts';
import type { EntryFacts } from './entry-facts.ts';
import type { LogEntry } from './store/log-store.ts';
import type { StoredRequest } from './store/request-store.ts';

/** Of the documents that an act refers to an entry keeps the digests: enough to show which they were. */
export const attached = (attachments: readonly Attachment[] = []): { attachments?: string[] } =>
  attachments.length === 0 ? {} : { attachments: attachments.map(({ digest }) => digest) };

/** The entries that say where a request has gone by itself: to a higher post, to nobody, or to its end. */
export function entriesOf(
  request: StoredRequest,
  events: readonly ApprovalEvent[],
  facts: EntryFacts,
  reason?: string,
): LogEntry[] {
  const about = {
    ...facts,
    outcome: 'done',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about: request.approval.beneficiary,
  } as const;
  return events.flatMap((event): LogEntry[] => {
    if (event.type === 'stage-escalated')
      return [
        {
          ...about,
          action: 'request.escalated',
          reason: reason ?? event.because,
          before: { by: event.from },
          after: { stage: event.stage + 1, by: event.to, dueAt: new Date(event.dueAt).toISOString() },
        },
      ];
    if (event.type === 'stage-unstaffed')
      return [{ ...about, outcome: 'failed', action: 'request.unstaffed', after: { stage: event.stage + 1 } }];
    if (event.type === 'stage-overdue')
      return [
        {
          ...about,
          outcome: 'failed',
          action: 'request.overdue',
          after: { stage: event.stage + 1, by: event.by, dueAt: new Date(event.dueAt).toISOString() },
        },
      ];
    if (event.type === 'expired')
      return [{ ...about, action: 'request.expired', reason: 'overdue', after: { stage: event.stage + 1 } }];
    return [];
  });
}
