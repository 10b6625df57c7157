import { actSaid, listed, or, said, thingSaid } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { rootOf } from './centre-policy.ts';
import { type Desk, requireActive } from './desk.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { lockPeople, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { addLoggedType, type LoggedTypeRow, listLoggedTypes, removeLoggedType } from './store/logged-type-store.ts';
import { type View, viewOf } from './viewer.ts';

/**
 * Of which types of resources what is permitted is logged, too. Who administers the audit of the whole centre decides it:
 * for good reasons not who administers accounts or roles.
 */
export class DecisionLogSettings {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Throws `not-permitted`. */
  list(caller: PersonCaller): Promise<LoggedTypeRow[]> {
    return inCentre(this.#desk.database, caller.centre, async (transaction) => {
      requireAudit(await viewOf(this.#desk, transaction, caller), ['administer-audit', 'read']);
      return listLoggedTypes(transaction, caller.centre);
    });
  }

  /** From the answer on here, elsewhere once the change is heard of. The same again changes nothing. Throws `not-permitted`. */
  set(caller: PersonCaller, type: string, logged: boolean, trace: Trace): Promise<void> {
    return this.#change(caller, trace, type, async (transaction, entry) => {
      const changed = logged
        ? await addLoggedType(transaction, caller.centre, type, caller.person)
        : await removeLoggedType(transaction, caller.centre, type);
      if (!changed) return;
      await append(transaction, caller.centre, {
        ...entry,
        outcome: 'done',
        before: { logged: !logged },
        after: { logged },
      });
      await raiseEpoch(transaction, caller.centre, {});
    });
  }

  async #change(
    caller: PersonCaller,
    trace: Trace,
    type: string,
    work: (transaction: Transaction, entry: ReturnType<typeof entryOf>) => Promise<void>,
  ): Promise<void> {
    const { centre, person } = caller;
    const entry = entryOf(trace, type);
    await act(this.#desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
      await lockPeople(transaction, centre, [[person, 'key share']]);
      await requireActive(transaction, caller);
      requireAudit(await viewOf(this.#desk, transaction, caller), ['administer-audit']);
      await work(transaction, entry);
    });
  }
}

const entryOf = (trace: Trace, type: string) =>
  ({ ...trace, action: 'decision-log.set', targetType: 'resource-type', target: type }) as const;

function requireAudit({ policy, held }: View, actions: readonly string[]): void {
  const root = rootOf(policy);
  const permissions = permissionsOf(policy, held);
  if (!actions.some((action) => unitsPermitting(policy, permissions, action, 'entry').has(root)))
    throw new Problem(
      'not-permitted',
      said('permission-centre', { action: listed(actions.map(actSaid), or), resource: thingSaid('entry') }),
    );
}
