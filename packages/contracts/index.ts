export { type Action, actions } from './actions.ts';
export { Entry, EntryInput, Outcome, outcomes } from './entry.ts';
export { Page, pageQuery } from './page.ts';
export { Code, Id, IdOrCode, Instant, Name, Reason, RiskLevel, Username } from './primitives.ts';
export { ConflictDocument, ProblemDocument } from './problem-document.ts';
export { type ProblemCode, problems } from './problems.ts';
