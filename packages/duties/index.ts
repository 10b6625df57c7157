export type { Atom } from './atoms.ts';
export { type CompiledPolicy, type CompiledRole, compilePolicy } from './compile.ts';
export type { JudgeOptions } from './evaluate.ts';
export { judge } from './judge.ts';
export { judgeSession } from './judge-session.ts';
export { PolicyError, type PolicyErrorCode, type PolicyProblem } from './policy-error.ts';
export type * from './types.ts';
