import type { FindingState } from '@zhiheng/contracts';

/** Every act on a finding, with the states it begins from and where it leads: what is not here cannot happen. */
export const findingMachine = [
  ['feed-back', 'open', 'fed-back'],
  ['drop', 'open', 'withdrawn'],
  ['accept', 'fed-back', 'accepted'],
  ['dispute', 'fed-back', 'disputed'],
  // One decides on a dispute, another confirms it or does not.
  ['uphold', 'disputed', 'upholding'],
  ['withdraw', 'disputed', 'withdrawing'],
  ['confirm', 'upholding', 'upheld'],
  ['confirm', 'withdrawing', 'withdrawn'],
  ['object', 'upholding', 'disputed'],
  ['object', 'withdrawing', 'disputed'],
  // From `fed-back` when the section has let its time to answer pass.
  ['order', 'fed-back', 'ordered'],
  ['order', 'accepted', 'ordered'],
  ['order', 'upheld', 'ordered'],
  // What was put right at once takes no order.
  ['correct', 'accepted', 'closed'],
  ['rectify', 'ordered', 'closed'],
  // Its order is void: it stands, to be ordered anew.
  ['take-back', 'ordered', 'upheld'],
  // A conflict of permissions is gone: only the system sees that.
  ['settle', 'settling', 'closed'],
  // Handing it to the administrative department ends nothing.
  ['transfer', 'open', 'open'],
  ['transfer', 'fed-back', 'fed-back'],
  ['transfer', 'accepted', 'accepted'],
  ['transfer', 'disputed', 'disputed'],
  ['transfer', 'upheld', 'upheld'],
  ['transfer', 'ordered', 'ordered'],
] as const satisfies readonly (readonly [string, FindingState, FindingState])[];

export type FindingAct = (typeof findingMachine)[number][0];

/** Where an act leads from a state; undefined where it may not be done. */
export const findingAfter = (act: FindingAct, from: FindingState): FindingState | undefined =>
  findingMachine.find(([name, begins]) => name === act && begins === from)?.[2];
