import { type BulkInput, type BulkLine, noSuch, type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { dutyConflict } from './duty-check.ts';
import { rolesOfPost } from './post-template.ts';
import { codeOf, type ResolvedInput } from './request-fields.ts';
import { judgeHolding, readGround } from './request-ground.ts';
import { proposedHolding } from './request-judge.ts';
import { findPerson } from './store/people-store.ts';

/** A request that a line stands for, or why it stands for none. `line` from 1. */
export type BulkWish = { line: number; input: RequestInput } | { line: number; problem: Problem };

/** Every line as the requests it stands for: one, or those of a post’s template. */
export async function wishesOf(transaction: Transaction, policy: CentrePolicy, input: BulkInput): Promise<BulkWish[]> {
  const wishes: BulkWish[] = [];
  for (const [index, one] of input.lines.entries()) {
    const line = index + 1;
    try {
      for (const wanted of await inputsOf(transaction, policy, one, input)) wishes.push({ line, input: wanted });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      wishes.push({ line, problem: error });
    }
  }
  return wishes;
}

async function inputsOf(
  transaction: Transaction,
  policy: CentrePolicy,
  { beneficiary, change, role, unit, post, validFrom, validUntil, coverPlan }: BulkLine,
  { reason, attachments }: BulkInput,
): Promise<RequestInput[]> {
  const common = {
    beneficiary,
    reason,
    ...(attachments === undefined ? {} : { attachments }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
  if (post === undefined) {
    if (change === undefined || role === undefined || unit === undefined)
      throw fieldProblem('invalid-request', '/', said('change-or-post'));
    return [{ ...common, change, role, unit, ...(coverPlan === undefined ? {} : { coverPlan }) }];
  }
  if (role !== undefined || change === 'revoke' || coverPlan !== undefined)
    throw fieldProblem('invalid-request', '/post', said('post-takes-none'));
  const person = await findPerson(transaction, policy.centre, beneficiary);
  if (!person) throw fieldProblem('unknown-code', '/beneficiary', noSuch('person', beneficiary));
  const at = unit === undefined ? person.unit : codeOf(policy, 'unit', unit);
  if (!policy.compiled.unitOf.has(at)) throw fieldProblem('unknown-code', '/unit', noSuch('unit', unit));
  return (await rolesOfPost(transaction, policy, post, at)).map((given) => ({ ...common, change: 'grant', ...given }));
}

type Judged = Pick<ResolvedInput, 'change' | 'role' | 'unit' | 'validFrom' | 'validUntil'> & {
  beneficiary: { id: string };
};

/** Judges lines against those before them: each may be fine by itself, and two of one person break a rule together. */
export class LinesTogether {
  readonly #proposed = new Map<string, Holding[]>();

  /** Throws `duty-conflict`. */
  async judge(
    transaction: Transaction,
    policy: CentrePolicy,
    { change, beneficiary: { id: person }, ...wanted }: Judged,
    at: number,
  ): Promise<void> {
    const before = this.#proposed.get(person);
    if (change !== 'grant' || !before) return;
    const ground = await readGround(transaction, policy, [person]);
    const holdings = new Map([...ground.holdings, [person, [...(ground.holdings.get(person) ?? []), ...before]]]);
    const proposed = proposedHolding({ person, ...wanted }, at);
    const { blocking } = judgeHolding(policy, { ...ground, holdings }, proposed, at);
    if (blocking.length) throw dutyConflict(blocking);
  }

  /** Counts a line that passed for those after it. */
  add({ change, beneficiary: { id: person }, ...wanted }: Judged, at: number): void {
    if (change !== 'grant') return;
    const before = this.#proposed.get(person) ?? [];
    const proposed = { ...proposedHolding({ person, ...wanted }, at), id: `line-${before.length + 1}` };
    this.#proposed.set(person, [...before, proposed]);
  }
}
