import type { DoubtAct, DoubtConclusion, DoubtState } from '@zhiheng/contracts';

/** A move of a doubt: who does what, from which state to which; `only`: of a doubt that was so concluded. */
interface Move {
  readonly act: DoubtAct;
  readonly from: DoubtState;
  readonly to: DoubtState;
  readonly only?: DoubtConclusion;
}

const each = (from: readonly DoubtState[], to: DoubtState, act: DoubtAct): Move[] =>
  from.map((one) => ({ act, from: one, to }));
const same = (states: readonly DoubtState[], act: DoubtAct): Move[] =>
  states.map((one) => ({ act, from: one, to: one }));

/** Where what was confirmed is followed up. */
const followed = ['approved', 'recovering', 'rectifying', 'transferred'] as const;

/** Every move there is. The database holds the same (migrations/control/0006_doubts.sql) and refuses all others. */
export const moves: readonly Move[] = [
  ...each(['open', 'assigned', 'verifying', 'needs-more'], 'assigned', 'assign'),
  ...each(['assigned', 'verifying', 'needs-more'], 'open', 'release'),
  { act: 'begin', from: 'assigned', to: 'verifying' },
  { act: 'ask-more', from: 'verifying', to: 'needs-more' },
  { act: 'resume', from: 'needs-more', to: 'verifying' },
  { act: 'conclude', from: 'verifying', to: 'concluded' },
  { act: 'review', from: 'concluded', to: 'reviewed' },
  { act: 'return', from: 'concluded', to: 'verifying' },
  { act: 'approve', from: 'reviewed', to: 'approved', only: 'confirmed' },
  { act: 'approve', from: 'reviewed', to: 'closed', only: 'cleared' },
  { act: 'return', from: 'reviewed', to: 'concluded' },
  ...same(followed, 'order-stop'),
  ...same(followed, 'confirm-stop'),
  ...each(['approved', 'rectifying'], 'recovering', 'recover'),
  ...each(['approved', 'recovering'], 'rectifying', 'rectify'),
  ...each(['approved', 'recovering', 'rectifying'], 'transferred', 'transfer'),
  ...each(followed, 'closed', 'close'),
  ...each(['open', 'assigned', 'verifying'], 'cleared', 'clear'),
  { act: 'pass', from: 'cleared', to: 'closed' },
  { act: 'reopen', from: 'cleared', to: 'open' },
];

/** The state an act leads to; undefined where it is not drawn. */
export const after = (act: DoubtAct, from: DoubtState, conclusion: DoubtConclusion | null): DoubtState | undefined =>
  moves.find((move) => move.act === act && move.from === from && (!move.only || move.only === conclusion))?.to;

/** Of which duty an act is: nobody does acts of two duties with one doubt. Null: it is none that parts people. */
export function dutyOf(act: DoubtAct, from: DoubtState): 'verify' | 'review' | 'approve' | null {
  if (act === 'review' || act === 'pass' || act === 'reopen') return 'review';
  if (act === 'approve') return 'approve';
  if (act === 'return') return from === 'concluded' ? 'review' : 'approve';
  return ['begin', 'ask-more', 'resume', 'conclude', 'clear'].includes(act) ? 'verify' : null;
}

/** What only the one to whom a doubt is assigned does with it. */
export const ofAssignee: readonly DoubtAct[] = ['release', 'begin', 'ask-more', 'resume', 'conclude'];
