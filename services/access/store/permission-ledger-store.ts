import type { LedgerBasis } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** What bounds the ledger; lists of codes and posts mean any of them. */
export interface LedgerFilter {
  person?: string;
  post?: string;
  roles?: readonly string[];
  units?: readonly string[];
  /** Units whose people the caller sees, and the caller. */
  seen: { units: readonly string[]; self?: string };
}

export interface LedgerRow {
  grant: string;
  person: string;
  username: string | null;
  name: string;
  personUnit: string;
  post: string;
  state: 'active' | 'departed';
  /** Not acting at the moment that was asked for; of a difference, at its later one. */
  suspended: boolean;
  role: string;
  unit: string;
  since: Date | null;
  until: Date | null;
  request: string | null;
  extendedRequest: string | null;
  endedBy: string | null;
  endedRequest: string | null;
}

const username = (person: string) =>
  sql.raw(
    `(select username from access.account a where a.centre = p.centre and a.person = ${person} order by created_at desc limit 1)`,
  );
const columnsAt = (
  at: Date,
) => sql`g.id as "grant", g.person, ${username('p.id')} as username, p.name, p.unit as "personUnit", p.post, p.state,
  exists (select from access.grant_suspension m where m.centre = g.centre and m."grant" = g.id and m.validity @> ${at}::timestamptz) as suspended,
  g.role, g.unit, lower(g.validity) as since, upper(g.validity) as until, g.request, g.extended_request as "extendedRequest", g.ended_by as "endedBy", g.ended_request as "endedRequest"`;
const tables = sql.raw('access.grant g join access.person p on p.centre = g.centre and p.id = g.person');

function conditions(centre: string, { person, post, roles, units, seen }: LedgerFilter) {
  const all = [
    sql`g.centre = ${centre}`,
    sql`(p.unit = any(${seen.units}::text[]) or p.id = ${seen.self ?? null}::uuid)`,
    ...(person === undefined ? [] : [sql`g.person = ${person}::uuid`]),
    ...(post === undefined ? [] : [sql`p.post = ${post}`]),
    ...(roles === undefined ? [] : [sql`g.role = any(${roles}::text[])`]),
    ...(units === undefined ? [] : [sql`g.unit = any(${units}::text[])`]),
  ];
  return sql.join(all, sql` and `);
}

/** What is held at a moment, past or planned; by grant. `after`: id of the last grant of the page before. */
export async function ledgerAt(
  transaction: Transaction,
  centre: string,
  filter: LedgerFilter & { at: Date; after?: string; limit: number },
): Promise<LedgerRow[]> {
  const after = filter.after === undefined ? sql`` : sql`and g.id > ${filter.after}::uuid`;
  const { rows } = await sql<LedgerRow>`select ${columnsAt(filter.at)} from ${tables}
    where ${conditions(centre, filter)} and g.validity @> ${filter.at}::timestamptz ${after}
    order by g.id limit ${filter.limit}`.execute(transaction);
  return rows;
}

export type DifferenceKind = 'begun' | 'ended' | 'changed' | 'passing';
/** The person, role and unit that a difference is about: what the list is sorted by. */
export type DifferenceKey = readonly [person: string, role: string, unit: string];

/**
 * What differs between two moments, by person, role and unit. A grant that is held at both is the only one of its key in
 * between, since grants of one key never overlap: it is left out, unless its end was moved meanwhile.
 */
export async function ledgerDifference(
  transaction: Transaction,
  centre: string,
  filter: LedgerFilter & { from: Date; to: Date; after?: DifferenceKey; limit: number },
): Promise<{ kind: DifferenceKind; rows: LedgerRow[] }[]> {
  const [person, role, unit] = filter.after ?? [];
  const after = filter.after ? sql`where (person, role, unit) > (${person}::uuid, ${role}, ${unit})` : sql``;
  const { rows } = await sql<{
    kind: DifferenceKind;
    grants: (Omit<LedgerRow, 'since' | 'until'> & { since: string | null; until: string | null })[];
  }>`
    with moved as (
      select ${columnsAt(filter.to)}, g.validity @> ${filter.from}::timestamptz as was, g.validity @> ${filter.to}::timestamptz as "is",
        exists (select from access.request e where e.centre = g.centre and e.id = g.extended_request
          and e.closed_at > ${filter.from} and e.closed_at <= ${filter.to}) as extended
      from ${tables} where ${conditions(centre, filter)} and g.validity && tstzrange(${filter.from}, ${filter.to}, '[]')
    )
    select case when bool_or(was) and bool_or("is") then 'changed' when bool_or("is") then 'begun' when bool_or(was) then 'ended' else 'passing' end as kind,
      json_agg(moved order by since) as grants
    from (select * from moved where extended or not (was and "is")) as moved ${after}
    group by person, role, unit order by person, role, unit limit ${filter.limit}`.execute(transaction);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ kind, grants }) => ({
    kind,
    rows: grants.map((one) => ({ ...one, since: date(one.since), until: date(one.until) })),
  }));
}

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Requests with who asked and who decided, by id. */
export async function basesOf(
  transaction: Transaction,
  centre: string,
  requests: Iterable<string | null>,
): Promise<Map<string, LedgerBasis>> {
  const ids = [...new Set(requests)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const { rows } =
    await sql<LedgerBasis>`select r.id as request, r.change, ${username('p.id')} as requester, p.name as "requesterName",
      r.reason, ${sql.raw(instant('r.submitted_at'))} as "submittedAt",
      (select coalesce(json_agg(json_build_object('stage', d.stage + 1, 'by', s.decided_by_role, 'decision', d.decision, 'comment', d.comment,
          'at', ${sql.raw(instant('d.at'))}, 'person', ${username('d.person')}, 'personName', v.name,
          'onBehalfOf', ${username('d.on_behalf_of')}, 'onBehalfOfName', b.name) order by d.stage, d.id), '[]')
        from access.decision d
        join access.request_stage s on s.centre = d.centre and s.request = d.request and s.ordinal = d.stage
        join access.person v on v.centre = d.centre and v.id = d.person
        left join access.person b on b.centre = d.centre and b.id = d.on_behalf_of
        where d.centre = r.centre and d.request = r.id) as decisions
    from access.request r join access.person p on p.centre = r.centre and p.id = r.requester
    where r.centre = ${centre} and r.id = any(${ids}::uuid[])`.execute(transaction);
  return new Map(rows.map((row) => [row.request, row]));
}
