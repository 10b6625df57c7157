import { candidates, type Organisation } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { readPosts } from './store/organisation-store.ts';
import type { StoredRequest } from './store/request-store.ts';

/** Who could decide, and what else was read with it: when, and all of whose holdings are suspended. */
export interface PresentOrganisation extends Organisation {
  /** By the database's clock, in milliseconds. */
  at: number;
  suspended: ReadonlySet<string>;
}

/**
 * Who could decide at this moment: the active holders of every role that some chain calls on, and their deputies. Of those
 * on leave only the deputies, and they only while they stand for them. `roles`: those of other posts instead.
 */
export async function readOrganisation(
  transaction: Transaction,
  policy: CentrePolicy,
  roles: readonly string[] = decidingRoles(policy),
): Promise<PresentOrganisation> {
  const reading = await readPosts(transaction, policy.centre, roles);
  const away = new Set(reading.away);
  const suspended = new Set(reading.suspended);
  return {
    at: reading.at,
    units: policy.policy.units.map(({ code, parent, kind }) => ({ code, parent, kind })),
    holders: reading.holders,
    away,
    suspended,
    // Whom somebody on leave has named for later only does not keep their stages from going on now.
    deputies: reading.deputies
      .filter(({ principal, state }) => state === 'active' || !away.has(principal))
      .filter(({ deputy }) => !suspended.has(deputy))
      .map(({ deputy, principal, from, until }) => ({
        deputy,
        principal,
        from: from.getTime(),
        until: until.getTime(),
      })),
  };
}

/** Of retired chains, too: requests may still be on their way through one. */
export function decidingRoles({
  chains,
  retiredChains = [],
}: Pick<CentrePolicy, 'chains' | 'retiredChains'>): string[] {
  const roles = [...chains, ...retiredChains].flatMap(({ stages }) =>
    stages.flatMap(({ by, escalateTo }) => (escalateTo ? [by, escalateTo] : [by])),
  );
  return [...new Set(roles)];
}

/** Roles of those whom the person may stand in for, whenever that is. */
export function postsThrough({ deputies = [], holders }: Organisation, person: string | undefined): string[] {
  const principals = new Set(deputies.flatMap(({ deputy, principal }) => (deputy === person ? [principal] : [])));
  return holders.flatMap(({ person: holder, role }) => (principals.has(holder) ? [role] : []));
}

/** Who may decide the open stage of a request at this moment; nobody once it is closed. */
export function decidersOf(
  { approval }: Pick<StoredRequest, 'approval'>,
  organisation: Organisation,
  at: number,
): Set<string> {
  const open = approval.stages.find(({ state }) => state === 'open');
  return new Set(open ? candidates(approval, open.ordinal, organisation, at).map(({ person }) => person) : []);
}
