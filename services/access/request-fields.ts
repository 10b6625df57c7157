import { type Attachment, noSuch, type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { Asked } from './request-asked.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

/** What a request asks for, with every name resolved and every period sound. */
export interface ResolvedInput extends Asked {
  change: RequestInput['change'];
  beneficiary: PersonRow;
  reason: string;
  /** Of a revocation, or a change of policy with a cure: who covers what it leaves without a second person. */
  cover?: { by: PersonRow[]; until: Date; note: string };
  attachments?: readonly Attachment[];
}

/** Throws `unknown-code`. */
export async function personNamed(
  transaction: Transaction,
  policy: CentrePolicy,
  path: string,
  idOrUsername: string,
): Promise<PersonRow> {
  const person = await findPerson(transaction, policy.centre, idOrUsername);
  if (!person) throw fieldProblem('unknown-code', path, noSuch('person', idOrUsername));
  return person;
}

/** Who is to cover what a removal leaves. Throws `unknown-code`. */
export async function coverNamed(
  transaction: Transaction,
  policy: CentrePolicy,
  { by: names, until, note }: NonNullable<RequestInput['coverPlan']>,
): Promise<NonNullable<ResolvedInput['cover']>> {
  const by = [];
  for (const [index, name] of names.entries())
    by.push(await personNamed(transaction, policy, `/coverPlan/by/${index}`, name));
  return { by, until: new Date(until), note };
}

/** The code behind an id; a code stays what it is. */
export function codeOf(policy: CentrePolicy, kind: 'unit' | 'item' | 'role' | 'rule', idOrCode: string): string {
  const list = policy.policy[`${kind}s`] as { code: string }[];
  return list.find(({ code }) => policy.ids.get(`${kind}:${code}`) === idOrCode)?.code ?? idOrCode;
}

/** Throws `invalid-period`. */
export function periodOf(input: RequestInput): { validFrom: Date | null; validUntil: Date | null } {
  const [validFrom, validUntil] = [instant(input, 'validFrom'), instant(input, 'validUntil')];
  if (validFrom && validUntil && validUntil <= validFrom) {
    throw fieldProblem('invalid-period', '/validUntil', said('ends-too-soon'));
  }
  return { validFrom, validUntil };
}

/** RFC 3339 knows leap seconds; neither the clock of JavaScript nor PostgreSQL's does. */
function instant(input: RequestInput, field: 'validFrom' | 'validUntil'): Date | null {
  const text = input[field];
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw fieldProblem('invalid-request', `/${field}`, said('no-instant'));
  return date;
}
