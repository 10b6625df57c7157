import { type Notice, noSuch, noticeKinds } from '@zhiheng/contracts';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { type Desk, requireActive } from './desk.ts';
import { lockPeople } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { countUnseen, markSeen, type NoticeRow, readNotice } from './store/notice-store.ts';

/** Marks a notice of one's own as seen. Seen twice it was seen the first time. Throws `not-found`. */
export function seeNotice(desk: Desk, caller: PersonCaller, id: string, trace: Trace): Promise<Notice> {
  const { centre, person } = caller;
  const facts = { ...trace, action: 'notice.seen', targetType: 'notice', target: id } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPeople(transaction, centre, [[person, 'key share']]);
    await requireActive(transaction, caller);
    const seen = await markSeen(transaction, centre, person, { id });
    const notice = await readNotice(transaction, centre, person, id);
    if (!notice) throw new Problem('not-found', noSuch('notice', id));
    if (seen)
      await append(transaction, centre, {
        ...facts,
        outcome: 'done',
        details: { kind: notice.kind, about: notice.about },
      });
    return noticeDocument(notice);
  });
}

/** Marks one and all of one's own before it: what has come since the list was read is still new. Gives how many are unseen now. */
export function seeNotices(desk: Desk, caller: PersonCaller, through: string, trace: Trace): Promise<number> {
  const { centre, person } = caller;
  const facts = { ...trace, action: 'notice.seen', targetType: 'notice', target: through } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPeople(transaction, centre, [[person, 'key share']]);
    await requireActive(transaction, caller);
    const seen = await markSeen(transaction, centre, person, { through });
    if (seen) await append(transaction, centre, { ...facts, outcome: 'done', details: { count: seen } });
    return countUnseen(transaction, centre, person);
  });
}

export const noticeDocument = ({ kind, about, at, dueAt, seenAt, id }: NoticeRow): Notice => ({
  id,
  kind,
  about: { type: noticeKinds[kind].about, id: about },
  at: at.toISOString(),
  dueAt: dueAt?.toISOString() ?? null,
  seenAt: seenAt?.toISOString() ?? null,
});
