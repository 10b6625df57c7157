import { type ControlNoticeKind, controlNoticeKinds } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { insertNotices } from '../store/notice-store.ts';
import { insertEvent } from '../store/webhook-delivery-store.ts';

export interface Telling {
  kind: ControlNoticeKind;
  /** Id of what it is about. */
  about: string;
  people: Iterable<string>;
  /** A new deadline is told of anew. */
  dueAt?: number | Date;
  /** Which time it is that one deadline is told of. */
  nth?: number;
}

/**
 * Tells people of something, in the transaction of what they are told of: each once, however many processes come to it.
 * Who has left is told nothing. Gives whom it told now. Webhooks are told when somebody is, or nobody is there to be: each event once.
 */
export async function tell(
  transaction: Transaction,
  centre: string,
  { kind, about, people, dueAt, nth = 1 }: Telling,
): Promise<string[]> {
  const due = dueAt === undefined ? null : new Date(dueAt);
  const all = [...new Set(people)];
  const told = await insertNotices(transaction, centre, { kind, about, dueAt: due, nth }, all);
  if (told.length > 0 || all.length === 0)
    await insertEvent(transaction, centre, { kind, aboutType: controlNoticeKinds[kind].about, about, dueAt: due, nth });
  return told;
}
