import type { RectificationState } from '@zhiheng/contracts';

/** Every act on an order to rectify, with the states it begins from and where it leads: what is not here cannot happen. */
export const rectificationMachine = [
  ['receive', 'issued', 'received'],
  ['answer', 'received', 'answered'],
  ['answer', 'returned', 'answered'],
  // More time changes nothing else; once, by approval.
  ['extend', 'issued', 'issued'],
  ['extend', 'received', 'received'],
  ['extend', 'returned', 'returned'],
  ['verify', 'answered', 'verified'],
  ['return', 'answered', 'returned'],
  // Whoever closes may find it lacking still.
  ['refuse', 'verified', 'returned'],
  ['close', 'verified', 'closed'],
  // Nobody has received it: its number stays.
  ['void', 'issued', 'void'],
] as const satisfies readonly (readonly [string, RectificationState, RectificationState])[];

export type RectificationAct = (typeof rectificationMachine)[number][0];

/** Where an act leads from a state; undefined where it may not be done. */
export const rectificationAfter = (act: RectificationAct, from: RectificationState): RectificationState | undefined =>
  rectificationMachine.find(([name, begins]) => name === act && begins === from)?.[2];
