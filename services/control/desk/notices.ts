import { type ControlNotice, controlNoticeKinds, noSuch } from '@zhiheng/contracts';
import { type Database, dropInPortions, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { countUnseen, dropOldNotices, markSeen, type NoticeRow, readNotice } from '../store/notice-store.ts';

/** Days for which what somebody was told of is kept; the log keeps that they were. */
const keptDays = 90;

/** Marks a notice of one's own as seen. Seen twice it was seen the first time. Throws `not-found`. */
export async function seeNotice(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  id: string,
  trace: Trace,
): Promise<ControlNotice> {
  const seen = await markSeen(transaction, centre, person, { id });
  const notice = await readNotice(transaction, centre, person, id);
  if (!notice) throw new Problem('not-found', noSuch('notice', id));
  const { kind, about } = notice;
  if (seen) await append(transaction, centre, [{ ...seenEntry(trace, id), details: { kind, about } }]);
  return noticeDocument(notice);
}

/** Marks one and all of one's own before it: what has come since the list was read is still new. Gives how many are unseen now. */
export async function seeNotices(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  through: string,
  trace: Trace,
): Promise<number> {
  const seen = await markSeen(transaction, centre, person, { through });
  if (seen) await append(transaction, centre, [{ ...seenEntry(trace, through), details: { count: seen } }]);
  return countUnseen(transaction, centre, person);
}

const seenEntry = (trace: Trace, target: string) =>
  ({ ...trace, action: 'notice.seen', outcome: 'done', targetType: 'notice', target }) as const;

export const noticeDocument = ({ kind, about, at, dueAt, seenAt, id }: NoticeRow): ControlNotice => ({
  id,
  kind,
  about: { type: controlNoticeKinds[kind].about, id: about },
  at: at.toISOString(),
  dueAt: dueAt?.toISOString() ?? null,
  seenAt: seenAt?.toISOString() ?? null,
});

/** Drops what people were told of long ago, seen or not; gives how much. */
export const dropNotices = (database: Database, centre: string): Promise<number> =>
  dropInPortions(database, centre, (transaction, most) =>
    dropOldNotices(transaction, centre, { days: keptDays, most }),
  );
