import type { Transaction } from '@zhiheng/database';
import { compileAbility, type HeldGrant, type PersonAbility } from './ability.ts';
import { boundedGrants } from './ceiling.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import type { Facts } from './inquiry.ts';
import { apartByRole } from './session.ts';
import { listStandings, readStandings, type StandingRow } from './store/standing-store.ts';

/** Someone as decisions see them: active or not, and what they may do. */
export interface Person {
  id: string;
  username: string;
  active: boolean;
  /** Whether they are on leave; nothing acts then. */
  away: boolean;
  /** What `subject.properties` says of them, whatever a request claims. */
  facts: Facts;
  ability: PersonAbility;
  /** Held at this moment by roles that are active in their session. */
  grants: readonly HeldGrant[];
  /** All that is held at this moment. */
  held: readonly HeldGrant[];
  /** What they could do with all that they hold, where some role of theirs is not active. */
  whole: PersonAbility | undefined;
  /** Whether some grant is held where a ceiling bounds it. */
  bounded: boolean;
}

/** What the database said of a subject at one instant. */
export interface Standing {
  centre: string;
  epoch: number;
  policy: CentrePolicy;
  /** Undefined when the centre has no such person. */
  person: Person | undefined;
  /** The next instant, by the database's clock in milliseconds, at which a grant or a leave of theirs starts or ends, or they leave. */
  unchangedUntil: number;
}

export const factsOf = ({ username, unit, post }: { username: string; unit: string; post: string }): Facts =>
  Object.freeze({ username, unit, post });

/** Reads a subject's standing, policy and grants of the same epoch of policy. Undefined for an unknown centre. */
export async function takeStanding(
  transaction: Transaction,
  policies: CentrePolicies,
  centre: string,
  subject: string,
): Promise<Standing | undefined> {
  const [standing] = await takeStandingsOf(transaction, policies, centre, [subject]);
  return standing;
}

/** The same for several subjects, in their order. Empty for an unknown centre. */
export async function takeStandingsOf(
  transaction: Transaction,
  policies: CentrePolicies,
  centre: string,
  subjects: readonly string[],
): Promise<Standing[]> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const policy = await policies.current(transaction, centre);
    if (!policy) return [];
    const rows = await readStandings(transaction, centre, subjects);
    // One statement read them all, so that all are of one epoch.
    if (rows[0]?.policyEpoch === policy.policyEpoch) return rows.map((row) => toStanding(policy, row));
  }
  throw new Error(`The policy of ${centre} changes faster than it can be read.`);
}

/** The standings of the next active people, in the order of their ids: for searches. */
export async function takeStandings(
  transaction: Transaction,
  policy: CentrePolicy,
  after: string | undefined,
  limit: number,
): Promise<Standing[]> {
  const rows = await listStandings(transaction, policy.centre, after, limit);
  return rows.map((row) => toStanding(policy, row));
}

const toStanding = (policy: CentrePolicy, row: StandingRow): Standing => ({
  centre: policy.centre,
  epoch: row.epoch,
  policy,
  person: toPerson(policy, row),
  unchangedUntil: row.unchangedUntil ?? Number.POSITIVE_INFINITY,
});

function toPerson(policy: CentrePolicy, row: StandingRow): Person | undefined {
  if (row.person === null) return undefined;
  const username = row.username ?? row.person;
  const acting = row.active && !row.away ? row.grants.map((grant) => inWordsOf(policy, grant)) : [];
  const { active: grants, inactive } = apartByRole(policy, acting, row.chosen);
  return {
    id: row.person,
    username,
    active: row.active,
    away: row.away,
    facts: factsOf({ username, unit: row.unit, post: row.post }),
    ability: compileAbility(policy, grants, inactive),
    grants,
    held: inactive.length ? [...grants, ...inactive] : grants,
    whole: inactive.length ? compileAbility(policy, [...grants, ...inactive]) : undefined,
    bounded: boundedGrants(policy, grants).length > 0,
  };
}

/** With the policy's own codes, which everybody's grants share: each row of the database brings copies. */
const inWordsOf = ({ roleOf, compiled }: CentrePolicy, { id, role, unit }: HeldGrant): HeldGrant => ({
  id,
  role: roleOf.get(role)?.code ?? role,
  unit: compiled.unitOf.get(unit)?.code ?? unit,
});
