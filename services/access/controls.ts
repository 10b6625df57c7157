import type { DepartureEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { tell } from './notices.ts';
import { controlledBy } from './store/exception-store.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { watchersOf } from './watchers.ts';

export type ControlsLeft = NonNullable<DepartureEffects['controlsLeft']>;

/**
 * Compensating controls whose owner goes. What they make safe stays permitted, since the people who rely on it have done
 * nothing; who watches over the rules where these belong is told, and has another owner asked for or ends the exception.
 * Under the centre's exclusive lock, so that no exception begins, or ends, meanwhile.
 */
export async function leaveControls(
  transaction: Transaction,
  policy: CentrePolicy,
  owner: string,
  kind: 'control-ownerless' | 'control-suspended',
  facts: EntryFacts,
): Promise<ControlsLeft> {
  const { centre } = policy;
  const left: ControlsLeft = [];
  for (const { id, rule, person, unit, validUntil } of await controlledBy(transaction, centre, owner)) {
    // Who relies on it does not see to it.
    const watchers = (await watchersOf(transaction, policy, unit)).filter((one) => one !== owner && one !== person);
    await tell(transaction, centre, kind, id, watchers, validUntil);
    const names = await usernamesOf(transaction, centre, [person, ...watchers]);
    const to = watchers.map((one) => names.get(one) ?? one).sort();
    const until = validUntil.toISOString();
    left.push({ exception: id, rule, person: names.get(person) ?? null, until, to });
    await append(transaction, centre, {
      ...facts,
      action: 'exception.ownerless',
      outcome: 'done',
      targetType: 'exception',
      target: id,
      unit,
      about: person,
      reason: kind === 'control-ownerless' ? 'departure' : 'suspension',
      before: { controlOwner: owner },
      details: { rule, until, to },
    });
  }
  return left;
}
