import { inCentre, type Transaction } from '@zhiheng/database';
import type { Conflict } from '@zhiheng/duties';
import { openAdjustments } from './adjustment-open.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { brokenBy } from './standing-conflicts.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { blockRule, requestThatWrote } from './store/policy-change-store.ts';

const client = 'access';

/**
 * Lets rules that observe until they are clean block, once nobody breaks them any more but by an exception; whoever has come to
 * break one meanwhile gets a task as well. Gives how many block now.
 */
export async function blockCleanRules(desk: Desk, centre: string): Promise<number> {
  const clean = await inCentre(desk.database, centre, (transaction) => lookAt(desk, transaction, centre));
  if (clean.length === 0) return 0;
  return inCentre(desk.database, centre, async (transaction) => {
    await lockPolicy(transaction, centre, 'exclusive');
    const policy = await policyOf(desk, transaction, centre);
    const standing = await standingAgainst(transaction, policy);
    const rules = [...(policy.cleaning ?? [])].filter((rule) => clean.includes(rule) && !standing.has(rule));
    for (const rule of rules) {
      await blockRule(transaction, centre, rule);
      await append(transaction, centre, {
        client,
        action: 'policy.changed',
        outcome: 'done',
        targetType: 'rule',
        target: rule,
        reason: 'clean',
        before: { effect: 'observe' },
        after: { effect: 'block' },
      });
    }
    if (rules.length) await raiseEpoch(transaction, centre, { policy: true });
    return rules.length;
  });
}

/** The rules that seem clean; opens tasks for who breaks the others. */
async function lookAt(desk: Desk, transaction: Transaction, centre: string): Promise<string[]> {
  if (!(await policyOf(desk, transaction, centre)).cleaning?.size) return [];
  await lockPolicy(transaction, centre, 'shared');
  const policy = await policyOf(desk, transaction, centre);
  const standing = await standingAgainst(transaction, policy);
  const at = await databaseNow(transaction);
  for (const [rule, conflicts] of standing) {
    const request = await requestThatWrote(transaction, centre, rule);
    if (request !== undefined)
      await openAdjustments(transaction, centre, conflicts, { because: 'rule-changed', request }, { client }, at);
  }
  return [...(policy.cleaning ?? [])].filter((rule) => !standing.has(rule));
}

/** By rule that observes until it is clean: who breaks it. */
async function standingAgainst(transaction: Transaction, policy: CentrePolicy): Promise<Map<string, Conflict[]>> {
  const broken = await brokenBy(transaction, policy, undefined, await databaseNow(transaction));
  return Map.groupBy(
    broken.filter(({ rule }) => policy.cleaning?.has(rule)),
    ({ rule }) => rule,
  );
}
