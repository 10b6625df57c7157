export { type Allotment, type Allottable, allot } from './allot.ts';
export { type Chosen, Drawing, meetsMoney, moneyStart, rankOf, type Why } from './draw.ts';
export {
  bandOf,
  certainByMoney,
  lineOf,
  type Member,
  type Method,
  memberOf,
  methods,
  type Plan,
  type Quota,
  riskOf,
  type StrataField,
  strataFields,
} from './plan.ts';
export {
  type InspectionProof,
  InspectionProofError,
  type ProofStep,
  type ProvenEntry,
  proofFormat,
  proofSteps,
  type Redrawn,
  seedOf,
  verifyInspection,
} from './proof.ts';
export { quotasOf } from './quotas.ts';
export { sampleTree } from './redraw.ts';
export { count, emptyFrame, type Frame } from './tally.ts';
export { emptyTree, grown, type LineTree } from './tree.ts';
