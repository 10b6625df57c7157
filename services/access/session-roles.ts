import { listed, noSuch, type SessionRoles, said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { observedIn } from './observed.ts';
import { codeOf } from './request-fields.ts';
import { activeRoles, observedTogether, sessionConflicts } from './session.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { keepChoice, readChoice } from './store/session-store.ts';

/**
 * With which of their roles people act (dynamic separation of duty, INCITS 359). A choice is the account's, and ends with
 * the sign-in that made it. Steps and decisions count what is active only.
 */
export class SessionRolesDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What is active and what could be. */
  read(caller: PersonCaller): Promise<SessionRoles> {
    return inCentre(this.#desk.database, caller.centre, (transaction) => this.#tell(transaction, caller));
  }

  /**
   * Acts with these roles from now on. Throws `not-held` for one that the person does not hold at this moment,
   * `duty-conflict` when a session rule keeps them apart.
   */
  choose(caller: PersonCaller, roles: readonly string[], trace: Trace): Promise<SessionRoles> {
    return this.#change(caller, trace, async (transaction, policy) => {
      const codes = [...new Set(roles.map((role) => roleCode(policy, role)))].sort();
      const held = new Set((await heldNow(transaction, caller.centre, caller.person)).map(({ role }) => role));
      const missing = codes.filter((code) => !held.has(code));
      if (missing.length) throw new Problem('not-held', said('roles-not-held', { roles: listed(missing) }));
      const conflicts = sessionConflicts(policy, codes);
      if (conflicts.length)
        throw new Problem('duty-conflict', said('breaks', { rules: listed(conflicts.map(({ rule }) => rule)) }), {
          conflicts,
        });
      return codes;
    });
  }

  /** Acts as without a choice again. */
  drop(caller: PersonCaller, trace: Trace): Promise<SessionRoles> {
    return this.#change(caller, trace, async () => null);
  }

  async #change(
    caller: PersonCaller,
    trace: Trace,
    choose: (transaction: Transaction, policy: CentrePolicy) => Promise<string[] | null>,
  ): Promise<SessionRoles> {
    const { centre, person, account } = caller;
    const entry = { ...trace, action: 'session.roles-chosen', targetType: 'person', target: caller.username } as const;
    return act(this.#desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
      await lockPolicy(transaction, centre, 'shared');
      await lockPeople(transaction, centre, [[person, 'update']]);
      await requireActive(transaction, caller);
      const policy = await policyOf(this.#desk, transaction, centre);
      const roles = await choose(transaction, policy);
      const signIn = caller.signIn === undefined ? null : Buffer.from(caller.signIn, 'base64url').toString('hex');
      const before = await keepChoice(transaction, centre, { account, person, roles, signIn });
      const active = activeRoles(policy, await heldNow(transaction, centre, person), roles);
      const details = observedIn(observedTogether(policy, [...active]));
      await append(transaction, centre, {
        ...entry,
        ...(details.observed ? { details } : {}),
        outcome: 'done',
        before: { roles: before },
        after: { roles },
      });
      await raiseEpoch(transaction, centre, { person });
      return this.#tell(transaction, caller);
    });
  }

  async #tell(transaction: Transaction, { centre, person, account }: PersonCaller): Promise<SessionRoles> {
    const policy = await policyOf(this.#desk, transaction, centre);
    const held = await heldNow(transaction, centre, person);
    const chosen = await readChoice(transaction, centre, account);
    const active = activeRoles(policy, held, chosen);
    const codes = [...new Set(held.map(({ role }) => role))].sort();
    return {
      chosen: chosen !== null,
      active: codes.filter((code) => active.has(code)),
      available: codes.map((code) => ({
        code,
        name: policy.roleOf.get(code)?.name ?? { zh: code, en: code },
        active: active.has(code),
      })),
      policyEpoch: policy.epoch,
    };
  }
}

function roleCode(policy: CentrePolicy, named: string): string {
  const code = codeOf(policy, 'role', named);
  if (!policy.roleOf.has(code)) throw fieldProblem('unknown-code', '/roles', noSuch('role', named));
  return code;
}
