import { type SignalSubject, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Environment, fieldProblem, issuerOf } from '@zhiheng/http';
import { isPerson } from '../store/signal-stream-store.ts';

/** A person as RFC 9493 names one: by the issuer of their tokens, and the id that those carry. */
export const subjectOf = (environment: Environment, person: string): SignalSubject => ({
  format: 'iss_sub',
  iss: issuerOf(environment),
  sub: person,
});

/** The id of the person meant. Throws Problem `unknown-code` for who is nobody of the centre. */
export async function personMeant(
  transaction: Transaction,
  centre: string,
  environment: Environment,
  subject: SignalSubject,
): Promise<string> {
  const id = subject.format === 'opaque' ? subject.id : subject.sub;
  const ours = subject.format === 'opaque' || subject.iss === issuerOf(environment);
  if (ours && (await isPerson(transaction, centre, id))) return id;
  throw fieldProblem('unknown-code', '/subject', said('subject-unknown'));
}
