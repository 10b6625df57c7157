import type { AccountFindingKind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

export interface FindingRow {
  account: string;
  person: string | null;
  name: string | null;
  unit: string | null;
  since: Date | null;
  dueAt: Date | null;
  other: string | null;
}

/** Those that one statement finds; the others come of what the schedule and the search for duplicates know. */
export type FoundByQuery = Exclude<AccountFindingKind, 'duplicate' | 'unused'>;

interface Of {
  centre: string;
  units: readonly string[];
}

const people = ({ centre, units }: Of) => sql`access.account a
  join access.person p on p.centre = a.centre and p.id = a.person and p.unit = any(${[...units]}::text[])
  where a.centre = ${centre}`;
const ofPerson = sql`p.id as person, p.name, p.unit, null::timestamptz as "dueAt", null::text as other`;
const ofNobody = sql`null::uuid as person, null::text as name, null::text as unit`;
const there = (person: RawBuilder<unknown>) => sql`exists (select from access.person p
  where p.centre = k.centre and p.id = ${person} and p.state = 'active')`;
const usernameOf = (person: RawBuilder<unknown>) => sql`(select a.username from access.account a
  where a.centre = k.centre and a.person = ${person} order by a.created_at desc limit 1)`;

/** Each names its row by `account`. What belongs to no unit is found for who looks after the whole centre only. */
const queries: Record<FoundByQuery, (of: Of) => RawBuilder<unknown>> = {
  'never-used': (of) => sql`select a.username as account, a.created_at as since, ${ofPerson} from ${people(of)}
    and a.state = 'active' and p.state = 'active'
    and not exists (select from identity.published_account_use u where u.centre = a.centre and u.account = a.id)
    and not exists (select from access.step s where s.centre = a.centre and s.person = a.person)`,
  dormant: (
    of,
  ) => sql`select a.username as account, (select max(z.at) from access.dormancy z where z.centre = a.centre and z.account = a.id) as since, ${ofPerson} from ${people(of)}
    and a.state = 'suspended' and exists (select from access.dormancy z where z.centre = a.centre and z.account = a.id and z.state <> 'awake')`,
  'left-behind': (of) => sql`select a.username as account, null::timestamptz as since, ${ofPerson} from ${people(of)}
    and a.state <> 'disabled' and p.state <> 'active'`,
  'without-grants': (of) => sql`select a.username as account, a.created_at as since, ${ofPerson} from ${people(of)}
    and a.state = 'active' and p.state = 'active' and not exists (
      select from access.grant g where g.centre = a.centre and g.person = a.person and g.ended_by is null
        and not isempty(g.validity) and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp()))`,
  'without-account': ({
    centre,
  }) => sql`select k.account::text, k.changed_at as since, ${ofNobody}, null::timestamptz as "dueAt", null::text as other
    from identity.published_credential k where k.centre = ${centre}
    and not exists (select from access.account a where a.centre = k.centre and a.id = k.account)`,
  'client-unowned': ({ centre }) => sql`select k.client as account, k.owner_since as since, ${ofNobody},
      case when s.end_unowned then k.owner_since + s.unowned_days * interval '1 day' end as "dueAt",
      ${usernameOf(sql`coalesce(k.owner, k.taken_from)`)} as other
    from identity.published_client k, access.published_account_settings s
    where k.centre = ${centre} and k.ended_at is null and (k.owner is null or not ${there(sql`k.owner`)})
      and k.owner_since < clock_timestamp() - s.unowned_days * interval '1 day'`,
  'client-unused': ({
    centre,
  }) => sql`select k.client as account, coalesce(k.last_used_at, k.registered_at) as since, ${ofNobody},
      null::timestamptz as "dueAt", ${usernameOf(sql`k.owner`)} as other
    from identity.published_client k, access.centre c left join access.account_settings s on s.centre = c.centre
    where k.centre = ${centre} and c.centre = k.centre and k.ended_at is null
      and coalesce(k.last_used_at, k.registered_at) < clock_timestamp() - coalesce(s.dormant_days, 60) * interval '1 day'`,
};

/** By `account`; those after one. */
export async function listFindings(
  transaction: Transaction,
  kind: FoundByQuery,
  of: Of,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<FindingRow[]> {
  const { rows } = await sql<FindingRow>`select * from (${queries[kind](of)}) found
    ${after === undefined ? sql`` : sql`where account > ${after}`} order by account limit ${limit}`.execute(
    transaction,
  );
  return rows;
}
