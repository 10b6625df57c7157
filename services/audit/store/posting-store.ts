import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Choice, type Condition, keysOf } from './entry-filters.ts';
import type { AnyStretch } from './leaf-search.ts';
import { instant } from './log-place.ts';
import { type Segmentation, segmentation } from './segment-store.ts';

/** A segment, and a bit for each of its leaves. */
interface Marked {
  /** Index of its first leaf. */
  start: number;
  leaves: Uint8Array;
}

/** Of the leaves of the segments that were looked at, those that have what the lists tell of. */
export interface Listed {
  segments: readonly Marked[];
  /** Leaves of these segments that have it. */
  count: number;
  /** Leaves that lie in the segments looked at. */
  among: number;
  /** Leaves from this index on lie in no segment yet. */
  unlisted: number;
  /** Microseconds since 1970. No leaf that was not looked at lies before this instant in the order of the stretch; undefined: none is left. */
  behind?: number;
}

/** Segments asked for at first, and how many times as many each further time: a question costs as much as some eighty segments. */
const [portion, further] = [2, 64];

/**
 * Looks through segments in the order of the stretch, until `want` leaves are found beyond its edge or none is left: in each the lists of all choices
 * are laid over each other, and what is left are the leaves that have them all.
 */
export async function listed(
  transaction: Transaction,
  centre: string,
  choices: readonly Choice[],
  stretch: AnyStretch & Times,
  want: number,
): Promise<Listed> {
  const parted = await segmentation(transaction, centre);
  const { width } = parted;
  const segments: Marked[] = [];
  const found = { segments, count: 0, among: 0, unlisted: width * parted.count };
  const reach = sql.join<SqlBool>(inReach(centre, stretch, parted), sql` and `);
  let beyondEdge = 0;
  for (let [from, count] = [0, portion]; ; from += count, count *= further) {
    const rows = await lookInto(transaction, centre, choices, stretch, { reach, from, count });
    for (const { place, segment, bound, straddles, hits, leaves } of rows) {
      if (beyondEdge >= want) return { ...found, behind: bound };
      if (place > count) continue;
      segments.push({ start: segment * width, leaves });
      found.count += hits;
      found.among = (from + place) * width;
      if (!straddles) beyondEdge += hits;
    }
    if (rows.at(-1)?.place !== count + 1) return found;
  }
}

/** A query's range of time, as it was asked for. */
export interface Times {
  since: string | undefined;
  until: string | undefined;
}

interface Look {
  /** In the order of the stretch, from 1; one more than was asked for tells that there is more. */
  place: number;
  segment: number;
  bound: number;
  /** Whether the edge lies in its time, so that some of its leaves lie before that. */
  straddles: boolean;
  hits: number;
  leaves: Uint8Array;
}

async function lookInto(
  transaction: Transaction,
  centre: string,
  choices: readonly Choice[],
  { edge, ascending }: AnyStretch,
  { reach, from, count }: { reach: Condition; from: number; count: number },
): Promise<Look[]> {
  const [bound, sign] = ascending ? [sql`s.first_at`, sql``] : [sql`s.last_at`, sql` desc`];
  const straddles = edge ? sql`s.first_at <= ${instant(edge.at)} and s.last_at >= ${instant(edge.at)}` : sql`false`;
  const lists = sql.join(
    choices.map((choice) => listsOf(centre, choice)),
    sql` union all `,
  );
  // The first four bytes that PostgreSQL sends of bits are their number.
  const { rows } = await sql<Look>`
    with s as materialized (
      select s.*, row_number() over (order by s.bound${sign}, s.segment${sign})::integer as place from (
        select s.segment, ${bound} as bound, ${straddles} as straddles from audit.segment s
        where ${reach}
        order by ${bound}${sign}, s.segment${sign} offset ${from} limit ${count + 1}) s)
    select s.place, s.segment, (extract(epoch from s.bound) * 1000000)::bigint as bound, s.straddles, m.hits, m.leaves
    from s left join (
      select l.segment, bit_count(bit_and(l.leaves))::integer as hits, substr(bit_send(bit_and(l.leaves)), 5) as leaves from (${lists}) l
      group by l.segment having count(*) = ${choices.length} and bit_count(bit_and(l.leaves)) > 0) m on m.segment = s.segment and s.place <= ${count}
    where s.place > ${count} or m.hits > 0
    order by s.place`.execute(transaction);
  return rows;
}

/** On segments `s`: of each that has any of the keys, which leaves have one of them. One list needs no aggregate, which costs as much as to find it. */
function listsOf(centre: string, { key, values }: Choice): RawBuilder<unknown> {
  const found = sql`from audit.posting p
    where p.centre = ${centre} and p.field = ${key} and p.key in (${key === 'has_reason' ? sql`1` : keysOf(values)})
      and p.segment = any(array(select segment from s))`;
  return values.length > 1
    ? sql`select p.segment, bit_or(p.leaves) as leaves ${found} group by p.segment`
    : sql`select p.segment, p.leaves ${found}`;
}

/** On `audit.segment s`: leaves of the stretch may lie in it. */
function inReach(centre: string, stretch: AnyStretch & Times, { width, count }: Segmentation): Condition[] {
  const { last, edge, upTo, ascending, since, until } = stretch;
  const [from, to] = ascending ? [edge, upTo] : [upTo, edge];
  const latest = [last.latest, ...(to ? [to.at] : []), ...('departed' in stretch ? [stretch.departed.latest] : [])];
  const earliest = [...(last.earliest === null ? [] : [last.earliest]), ...(from ? [from.at] : [])];
  return [
    sql`s.centre = ${centre}`,
    sql`s.segment <= ${Math.floor(last.index / width)} and s.segment < ${count}`,
    sql`s.first_at <= ${instant(Math.min(...latest))}`,
    ...(earliest.length ? [sql<SqlBool>`s.last_at >= ${instant(Math.max(...earliest))}`] : []),
    ...(since === undefined ? [] : [sql<SqlBool>`s.last_at >= ${since}::timestamptz`]),
    ...(until === undefined ? [] : [sql<SqlBool>`s.first_at < ${until}::timestamptz`]),
  ];
}

/** Their indexes. */
export function indexesOf({ segments }: Pick<Listed, 'segments'>): number[] {
  const indexes: number[] = [];
  for (const { start, leaves } of segments)
    for (const [place, byte] of leaves.entries())
      for (let bit = 0, rest = byte; rest; bit++, rest = (rest << 1) & 0xff)
        if (rest & 0x80) indexes.push(start + place * 8 + bit);
  return indexes;
}
