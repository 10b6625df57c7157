export type { App } from './app.ts';
export { type Access, callerOf, clientOf, personOf } from './authentication.ts';
export { Batcher } from './batcher.ts';
export { decodeCursor, encodeCursor, pageOf } from './cursor.ts';
export { requireDurable } from './durability.ts';
export {
  type Environment,
  EnvironmentError,
  leastPasswordCost,
  type PasswordCost,
  type Profile,
  readEnvironment,
  withPort,
} from './environment.ts';
export { toProblem } from './error-handling.ts';
export { orExplain } from './explain.ts';
export { readJsonBodies } from './json-body.ts';
export { type OutgoingAnswer, post } from './outgoing.ts';
export { type AddressGuard, OutgoingAddresses } from './outgoing-addresses.ts';
export {
  type FieldFault,
  fieldProblem,
  fieldsProblem,
  Problem,
  type ProblemMembers,
  prefersEnglish,
  problemDocument,
  sendProblem,
} from './problem.ts';
export { closeOnSignal, listenOn, runService } from './run-service.ts';
export { schemaFaults } from './schema-faults.ts';
export { openSecret, type Secret } from './secret.ts';
export { createServer, type ServerOptions } from './server.ts';
export type { ServiceOptions } from './service.ts';
export { type Answers, bytesOf, type Shortcut } from './shortcut.ts';
export { assurance } from './step-up.ts';
export { textFaults } from './storable-text.ts';
export { payeeAccountHash, subjectHash, subjectHasher } from './subject-hash.ts';
export { refuseFuture, tokenFault } from './token-faults.ts';
export {
  audience,
  type Caller,
  type ClientCaller,
  createTokenVerifier,
  issuerOf,
  type PersonCaller,
  type TokenVerifier,
} from './tokens.ts';
export { hasOwnCorrelation, type Trace, traceOf } from './trace.ts';
export { bodyCheck } from './validation.ts';
