import type { ControlNoticeKind, FindingState, RectificationState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { type Need, peopleWho } from '../holders.ts';
import type { FindingStanding } from '../store/finding-store.ts';

const answering: Need = ['answer', 'finding'];
const closing: Need = ['close', 'rectification'];
const inspecting: Need = ['inspect', 'inspection'];
const planning: Need = ['plan', 'inspection'];

/** Whom the state that a finding comes to concerns. */
const ofFinding: Partial<Record<FindingState, { kind: ControlNoticeKind; to: Need }>> = {
  'fed-back': { kind: 'finding-fed-back', to: answering },
  disputed: { kind: 'finding-disputed', to: closing },
  upholding: { kind: 'dispute-to-confirm', to: inspecting },
  withdrawing: { kind: 'dispute-to-confirm', to: inspecting },
  accepted: { kind: 'finding-to-order', to: planning },
  upheld: { kind: 'finding-to-order', to: planning },
};

/** Tells of a finding that has come to this state, those who have to do something about it. */
export async function tellOfFinding(
  transaction: Transaction,
  centre: string,
  { id, unit, state, acts }: Pick<FindingStanding, 'id' | 'unit' | 'state' | 'acts'>,
  to: FindingState,
  dueAt?: Date,
): Promise<void> {
  const telling = to === state ? undefined : ofFinding[to];
  if (!telling) return;
  const people = await peopleWho(transaction, centre, unit, telling.to);
  // A dispute may come again: each time it is another that is told of.
  await tell(transaction, centre, {
    kind: telling.kind,
    about: id,
    people,
    nth: acts + 1,
    ...(dueAt ? { dueAt } : {}),
  });
}

const ofRectification: Record<
  Exclude<RectificationState, 'received' | 'closed'>,
  { kind: ControlNoticeKind; to: Need }
> = {
  issued: { kind: 'rectification-issued', to: answering },
  answered: { kind: 'rectification-answered', to: inspecting },
  void: { kind: 'rectification-void', to: answering },
  returned: { kind: 'rectification-returned', to: answering },
  verified: { kind: 'rectification-verified', to: closing },
};

/** Tells of an order that has come to this state, those who have to do something about it. */
export async function tellOfRectification(
  transaction: Transaction,
  centre: string,
  { id, unit, responsible, acts, dueAt }: { id: string; unit: string; responsible: string; acts: number; dueAt: Date },
  to: keyof typeof ofRectification,
): Promise<void> {
  const { kind, to: need } = ofRectification[to];
  const people = await peopleWho(transaction, centre, unit, need);
  const all = need === answering ? [...people, responsible] : people;
  await tell(transaction, centre, { kind, about: id, people: all, nth: acts + 1, dueAt });
}
