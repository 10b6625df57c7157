import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { inOffice } from './in-office.ts';

export interface Actor {
  person: string;
  username: string;
  account: string;
  unit: string;
  post: string;
  grants: { id: string; role: string; unit: string }[];
  /** The roles their account has chosen to act with; null without a choice. */
  chosen: string[] | null;
  /** Whether they are on leave. */
  away: boolean;
}

const actorColumns = sql`a.person, a.username, a.account, a.unit, a.post, a.grants, a.chosen, a.away`;

/** Who may act now, each person by their key: a join might read the whole centre, where its plan was made for a small one. */
const actorsNamed = (centre: string, usernames: string[]) => sql`
  select ${actorColumns} from access.acting a
  where a.centre = ${centre} and a.username = any(${usernames}::text[]) and a.state = 'active'`;

/** By an array, since a join in the order of ids is one along the whole centre where the plan was made for a small one. */
const peopleNamed = (centre: string, usernames: string[]) => sql`
  select p.id from access.person p where p.centre = ${centre} and p.id = any(array(
    select person from access.account where centre = ${centre} and username = any(${usernames}::text[])))
  order by p.id for key share`;

/**
 * The named people who are active, each row locked for key share in ascending id, then what they hold at this moment: a
 * departure or a change of grants waits for the acts in flight, and what it changed is seen by those after it.
 */
export async function lockActors(transaction: Transaction, centre: string, usernames: string[]): Promise<Actor[]> {
  await peopleNamed(centre, usernames).execute(transaction);
  // A statement of its own: the one that waited for the lock has looked at grants before it waited.
  const { rows } = await sql<Actor>`${actorsNamed(centre, usernames)}`.execute(transaction);
  return rows;
}

/** Somebody who holds a role, with what a suspension holds back of it. */
export interface RoleHolder extends Actor {
  name: string;
  heldBack: Actor['grants'];
}

export interface HolderFilter {
  roles: readonly string[];
  /** Codes of the units at which they are held. */
  at: readonly string[];
  /** Codes of the units to which they belong; `self` is found wherever they do. */
  seen: readonly string[];
  self: string | null;
  after: string | null;
  limit: number;
}

/** Who has not left and holds one of the roles now, suspended and away among them, in the order of their ids. */
export async function listRoleHolders(
  transaction: Transaction,
  centre: string,
  { roles, at, seen, self, after, limit }: HolderFilter,
): Promise<RoleHolder[]> {
  const { rows } = await sql<RoleHolder>`select p.name, ${actorColumns},
      coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
        from access.grant g where g.centre = a.centre and g.person = a.person and g.validity @> clock_timestamp()
          and not (${actsAt('g')})), '[]') as "heldBack"
    from access.person p join access.acting a on a.centre = p.centre and a.person = p.id and a.state in ('active', 'suspended')
    where p.centre = ${centre} and ${inOffice('p')} and (${after}::uuid is null or p.id > ${after}::uuid)
      and (p.unit = any(${seen}::text[]) or p.id = ${self}::uuid)
      and p.id in (select g.person from access.grant g where g.centre = ${centre} and g.role = any(${roles}::text[])
        and g.unit = any(${at}::text[]) and g.validity @> clock_timestamp())
    order by p.id limit ${limit}`.execute(transaction);
  return rows;
}
