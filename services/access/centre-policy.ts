import type { Chain } from '@zhiheng/approvals';
import { type AddWorkingDays, addWorkingDays as published } from '@zhiheng/calendar';
import type { Transaction } from '@zhiheng/database';
import {
  type CompiledPolicy,
  compilePolicy,
  type Item,
  type Policy,
  type Role,
  type UnderratedRole,
  underratedRoles,
} from '@zhiheng/duties';
import { type PolicyReading, readEpochs, readPolicy } from './store/policy-store.ts';

/** A centre's policy, compiled once for all who judge by it. */
export interface CentrePolicy extends PolicyReading {
  compiled: CompiledPolicy;
  itemOf: ReadonlyMap<string, Item>;
  roleOf: ReadonlyMap<string, Role>;
  chains: Chain[];
  /** Roles that are written as of less risk than what they may do; here they are of that. */
  underrated: UnderratedRole[];
  /** By the calendar of this deployment. */
  addWorkingDays: AddWorkingDays;
}

/** Code of the unit that all others are below. */
export const rootOf = ({ policy }: Pick<CentrePolicy, 'policy'>): string =>
  policy.units.find(({ parent }) => parent === null)?.code as string;

export function compileCentre(reading: PolicyReading, addWorkingDays: AddWorkingDays = published): CentrePolicy {
  const { policy, compiled, underrated } = withRisks(reading.policy);
  const { items, roles } = policy;
  return {
    ...reading,
    ...{ policy, compiled, underrated },
    itemOf: new Map(items.map((item) => [item.code, item])),
    roleOf: new Map(roles.map((role) => [role.code, role])),
    addWorkingDays,
  };
}

/** A chain is chosen by the risk of a role: what it may do says at least how high that is, whatever is written. */
export function withRisks(written: Policy): Pick<CentrePolicy, 'policy' | 'compiled' | 'underrated'> {
  const compiled = compilePolicy(written);
  const underrated = underratedRoles(compiled);
  if (underrated.length === 0) return { policy: written, compiled, underrated };
  const risks = new Map(underrated.map(({ role, risk }) => [role, risk]));
  const roles = written.roles.map((role) => ({ ...role, risk: risks.get(role.code) ?? role.risk }));
  const policy = { ...written, roles };
  return { policy, compiled: compilePolicy(policy), underrated };
}

/** Compiled policies by centre; each use compares the policy's epoch with the database's, in the caller's transaction. */
export class CentrePolicies {
  readonly #compiled = new Map<string, CentrePolicy>();
  readonly #addWorkingDays: AddWorkingDays;

  /** Working days are those of the published calendar, unless another is handed in. */
  constructor(addWorkingDays: AddWorkingDays = published) {
    this.#addWorkingDays = addWorkingDays;
  }

  /** The policy as the transaction sees it; undefined for an unknown centre. */
  async current(transaction: Transaction, centre: string): Promise<CentrePolicy | undefined> {
    const epochs = await readEpochs(transaction, centre);
    if (!epochs) return undefined;
    const known = this.#compiled.get(centre);
    if (known && known.policyEpoch === epochs.policy_epoch) {
      return known.epoch === epochs.epoch ? known : this.#keep({ ...known, epoch: epochs.epoch });
    }
    const reading = await readPolicy(transaction, centre);
    return reading && this.#keep(compileCentre(reading, this.#addWorkingDays));
  }

  /** The one that was read last, which may be of the past by now; undefined when none was. */
  last(centre: string): CentrePolicy | undefined {
    return this.#compiled.get(centre);
  }

  #keep(policy: CentrePolicy): CentrePolicy {
    this.#compiled.set(policy.centre, policy);
    return policy;
  }
}
