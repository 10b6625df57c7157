import type { LedgerBasis } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** What bounds the ledger at one moment; lists of codes mean any of them. */
export interface LedgerPlace {
  roles?: readonly string[];
  units?: readonly string[];
}

export interface LedgerFilter {
  person?: string;
  /** That of the person at the moment. */
  post?: string;
  /** Units whose people the caller sees, who belong to them now or did at the moment, and the caller. */
  seen: { units: readonly string[]; self?: string };
}

/** Where somebody belonged, and as what. */
interface Placement {
  unit: string;
  post: string;
}

export interface LedgerRow {
  grant: string;
  person: string;
  username: string | null;
  name: string;
  /** At the moment that was asked for; of a difference, at its later one. */
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
/** `h`: where the person belonged at that moment. */
const columnsAt = (
  at: Date,
) => sql`g.id as "grant", g.person, ${username('p.id')} as username, p.name, h.unit as "personUnit", h.post, p.state,
  exists (select from access.grant_suspension m where m.centre = g.centre and m."grant" = g.id and m.validity @> ${at}::timestamptz) as suspended,
  g.role, g.unit, lower(g.validity) as since, upper(g.validity) as until, g.request, g.extended_request as "extendedRequest", g.ended_by as "endedBy", g.ended_request as "endedRequest"`;
const tables = sql.raw('access.grant g join access.person p on p.centre = g.centre and p.id = g.person');

/** Where the grant's person belonged at a moment; before it is known, where they first did. */
const placedAt = (at: Date, alias: string) => sql`cross join lateral (
    select h.unit, h.post, h.since, h.transfer, h.rehire from access.person_history h
    where h.centre = g.centre and h.person = g.person and h.until > ${at} order by h.since limit 1) ${sql.raw(alias)}`;

const seenBy = ({ units, self }: LedgerFilter['seen'], ...placed: string[]) =>
  sql`(${sql.join(
    ['p', ...placed].map((alias) => sql`${sql.ref(`${alias}.unit`)} = any(${units}::text[])`),
    sql` or `,
  )} or p.id = ${self ?? null}::uuid)`;

/** Whether a grant, and where its person belonged, fit what is asked for at one moment. */
const fits = (alias: string, post: string | undefined, { roles, units }: LedgerPlace) =>
  sql`(${sql.join(
    [
      sql`true`,
      ...(post === undefined ? [] : [sql`${sql.ref(`${alias}.post`)} = ${post}`]),
      ...(roles === undefined ? [] : [sql`g.role = any(${roles}::text[])`]),
      ...(units === undefined ? [] : [sql`g.unit = any(${units}::text[])`]),
    ],
    sql` and `,
  )})`;

const ofPerson = (person: string | undefined) => (person === undefined ? sql`` : sql`and g.person = ${person}::uuid`);

/** What is held at a moment, past or planned; by grant. `after`: id of the last grant of the page before. */
export async function ledgerAt(
  transaction: Transaction,
  centre: string,
  filter: LedgerFilter & { place: LedgerPlace; at: Date; after?: string; limit: number },
): Promise<LedgerRow[]> {
  const { at, person, post, place, seen, limit } = filter;
  const after = filter.after === undefined ? sql`` : sql`and g.id > ${filter.after}::uuid`;
  const { rows } = await sql<LedgerRow>`select ${columnsAt(at)} from ${tables} ${placedAt(at, 'h')}
    where g.centre = ${centre} ${ofPerson(person)} and ${seenBy(seen, 'h')} and ${fits('h', post, place)}
      and g.validity @> ${at}::timestamptz ${after}
    order by g.id limit ${limit}`.execute(transaction);
  return rows;
}

/** The person, role and unit that a difference is about: what the list is sorted by. */
export type DifferenceKey = readonly [person: string, role: string, unit: string];

/** What differs between two moments for one person, role and unit. */
export interface DifferenceRow {
  /** Whether it is in the ledger of the one moment and of the other, as it was asked for. */
  was: boolean;
  is: boolean;
  /** Whether it is one grant, held at both and with the end it had. */
  same: boolean;
  /** Where the person belonged at the earlier moment. */
  before: Placement;
  rows: LedgerRow[];
}

export interface DifferenceFilter extends LedgerFilter {
  from: Date;
  to: Date;
  places: { from: LedgerPlace; to: LedgerPlace };
  /** Roles whose content, and units whose reach, differ. */
  changed: { roles: readonly string[]; units: readonly string[] };
  after?: DifferenceKey;
  limit: number;
}

/**
 * What differs between two moments, by person, role and unit. A grant that is held at both is the only one of its key in
 * between, since grants of one key never overlap: it is left out unless its end was moved meanwhile, what its role holds, what its
 * unit reaches or where its person belongs is another, or it fits what is asked for at one of the moments only.
 */
export async function ledgerDifference(
  transaction: Transaction,
  centre: string,
  filter: DifferenceFilter,
): Promise<DifferenceRow[]> {
  const { from, to, places, changed, post, seen, limit } = filter;
  const [person, role, unit] = filter.after ?? [];
  const after = filter.after ? sql`and (person, role, unit) > (${person}::uuid, ${role}, ${unit})` : sql``;
  const { rows } = await sql<
    Omit<DifferenceRow, 'rows'> & {
      grants: (Omit<LedgerRow, 'since' | 'until'> & { since: string | null; until: string | null })[];
    }
  >`
    with met as (
      select ${columnsAt(to)}, b.unit as "unitBefore", b.post as "postBefore",
        g.validity @> ${from}::timestamptz as held_before, g.validity @> ${to}::timestamptz as held_after,
        ${fits('b', post, places.from)} as fit_before, ${fits('h', post, places.to)} as fits_after,
        (b.unit, b.post) is distinct from (h.unit, h.post) or g.role = any(${changed.roles}::text[])
          or g.unit = any(${changed.units}::text[]) as shifted,
        exists (select from access.request e where e.centre = g.centre and e.id = g.extended_request
          and e.closed_at > ${from} and e.closed_at <= ${to}) as extended
      from ${tables} ${placedAt(from, 'b')} ${placedAt(to, 'h')}
      where g.centre = ${centre} ${ofPerson(filter.person)} and ${seenBy(seen, 'b', 'h')}
        and g.validity && tstzrange(${from}, ${to}, '[]')),
    told as (
      select *, held_before and fit_before as was, held_after and fits_after as "is" from met
      where (extended or shifted or fit_before <> fits_after or not (held_before and held_after))
        and (case when held_before or held_after then held_before and fit_before or held_after and fits_after
          else fit_before or fits_after end))
    select bool_or(was) as was, bool_or("is") as "is", bool_and(held_before and held_after and not extended) as same,
      json_build_object('unit', min("unitBefore"), 'post', min("postBefore")) as before,
      json_agg(told order by since) as grants
    from told where true ${after}
    group by person, role, unit order by person, role, unit limit ${limit}`.execute(transaction);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ grants, ...row }) => ({
    ...row,
    rows: grants.map((one) => ({ ...one, since: date(one.since), until: date(one.until) })),
  }));
}

/** Where people came to belong in `(from, to]`, and by which transfer or rehire, in order of time. */
export interface Move extends Placement {
  person: string;
  at: Date;
  transfer: string | null;
  rehire: string | null;
}

export async function readMoves(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<Move[]> {
  const { rows } = await sql<Move>`select person, unit, post, since as at, transfer, rehire from access.person_history
    where centre = ${centre} and person = any(${people}::uuid[]) and since > ${from} and since <= ${to}
      and num_nonnulls(transfer, rehire) = 1 order by since`.execute(transaction);
  return rows;
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
