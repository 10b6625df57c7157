import type { Chain } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import { type CompiledPolicy, compilePolicy, type Item, type Role } from '@zhiheng/duties';
import { type PolicyReading, readEpochs, readPolicy } from './store/policy-store.ts';

/** A centre's policy, compiled once for all who judge by it. */
export interface CentrePolicy extends PolicyReading {
  compiled: CompiledPolicy;
  itemOf: ReadonlyMap<string, Item>;
  roleOf: ReadonlyMap<string, Role>;
  chains: Chain[];
}

export function compileCentre(reading: PolicyReading): CentrePolicy {
  const { items, roles } = reading.policy;
  return {
    ...reading,
    compiled: compilePolicy(reading.policy),
    itemOf: new Map(items.map((item) => [item.code, item])),
    roleOf: new Map(roles.map((role) => [role.code, role])),
  };
}

/** Compiled policies by centre; each use compares the policy's epoch with the database's, in the caller's transaction. */
export class CentrePolicies {
  readonly #compiled = new Map<string, CentrePolicy>();

  /** The policy as the transaction sees it; undefined for an unknown centre. */
  async current(transaction: Transaction, centre: string): Promise<CentrePolicy | undefined> {
    const epochs = await readEpochs(transaction, centre);
    if (!epochs) return undefined;
    const known = this.#compiled.get(centre);
    if (known && known.policyEpoch === epochs.policy_epoch) {
      return known.epoch === epochs.epoch ? known : this.#keep({ ...known, epoch: epochs.epoch });
    }
    const reading = await readPolicy(transaction, centre);
    return reading && this.#keep(compileCentre(reading));
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
