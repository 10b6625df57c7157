import { sql } from 'kysely';
import type { Events, Moments } from './report-event.ts';

const nobody = sql`null::uuid`;
const within = (at: string, { centre, from, until }: Moments) => {
  const moment = sql.ref(at);
  return sql`${sql.ref(`${at.split('.')[0]}.centre`)} = ${centre} and ${moment} >= ${from} and ${moment} < ${until}`;
};
/** The same again on the same section and item within so many months. */
const repeatsWithin = '6 months';

/** Findings by dimension and nature; `holds` says which. */
export const findings =
  (holds = 'true'): Events =>
  (moments) =>
    sql`select f.id, f.found_at as at, coalesce(f.item, '') as item, f.unit, f.dimension as kind, f.nature as type,
      ${nobody} as person, ${nobody} as other, 1::bigint as value
    from control.finding f where ${within('f.found_at', moments)} and ${sql.raw(holds)}`;

export const findingsOfOperators: Events = (
  moments,
) => sql`select f.id, f.found_at as at, coalesce(f.item, '') as item, f.unit,
    f.dimension as kind, f.nature as type, o.person, ${nobody} as other, 1::bigint as value
  from control.finding f cross join lateral unnest(f.operators) as o(person)
  where ${within('f.found_at', moments)} and f.source = 'sample'`;

export const repeated = `exists (select from control.finding b where b.centre = f.centre and b.unit = f.unit
  and b.item is not distinct from f.item and b.dimension = f.dimension and b.nature = f.nature
  and b.found_at < f.found_at and b.found_at >= f.found_at - interval '${repeatsWithin}')`;

export const orders: Events = (
  moments,
) => sql`select r.id, r.issued_at as at, '' as item, r.unit, '' as kind, '' as type,
    ${nobody} as person, ${nobody} as other, 1::bigint as value
  from control.rectification r where ${within('r.issued_at', moments)}`;

/** Orders that were closed: each once. */
export const closedOrders =
  (value: string, holds = 'true'): Events =>
  (moments) =>
    sql`select r.id, a.at, '' as item, r.unit, '' as kind, '' as type,
      ${nobody} as person, ${nobody} as other, (${sql.raw(value)})::bigint as value
    from control.rectification_act a join control.rectification r on r.centre = a.centre and r.id = a.rectification
    where ${within('a.at', moments)} and a.act = 'close' and ${sql.raw(holds)}`;

/** What the section answered last came before the deadline. */
export const answeredInTime = `(select max(b.at) from control.rectification_act b
  where b.centre = r.centre and b.rectification = r.id and b.act = 'answer') < r.due_at`;

export const doubtsReceived: Events = (
  moments,
) => sql`select d.id, d.raised_at as at, coalesce(d.item, '') as item, d.unit,
    d.origin as kind, d.rule as type, ${nobody} as person, ${nobody} as other, 1::bigint as value
  from control.doubt d where ${within('d.raised_at', moments)}`;

/** Doubts whose conclusion was approved, or passed after it was open to a spot check: each once, for good. */
export const doubtsChecked =
  (value = '1', holds = 'true'): Events =>
  (moments) =>
    sql`select d.id, a.at, coalesce(d.item, '') as item, d.unit, d.origin as kind, d.rule as type,
      ${nobody} as person, ${nobody} as other, (${sql.raw(value)})::bigint as value
    from control.doubt_act a join control.doubt d on d.centre = a.centre and d.id = a.doubt
    where ${within('a.at', moments)} and (a.from_state, a.to_state) in (('reviewed', 'approved'), ('reviewed', 'closed'), ('cleared', 'closed'))
      and ${sql.raw(holds)}`;

/** Money of recoveries by kind of line; what was taken back counts against it. */
export const recovered =
  (kinds: string): Events =>
  (moments) =>
    sql`select l.id, l.at, '' as item, r.unit, coalesce(w.kind, l.kind) as kind, r.source as type,
      ${nobody} as person, ${nobody} as other, l.amount_fen as value
    from control.recovery_line l join control.recovery r on r.centre = l.centre and r.id = l.recovery
    left join control.recovery_line w on w.centre = l.centre and w.id = l.reverses
    where ${within('l.at', moments)} and coalesce(w.kind, l.kind) in (${sql.raw(kinds)})`;

/** What was drawn, of cases, in the month of the draw. */
export const sampled: Events = (
  moments,
) => sql`select p.id, i.drawn_at as at, coalesce(p.item, '') as item, p.unit, coalesce(p.channel, '') as kind,
    s.why as type, p.operator as person, ${nobody} as other, 1::bigint as value
  from control.inspection i
  join control.sample s on s.centre = i.centre and s.inspection = i.id
  join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
  where ${within('i.drawn_at', moments)} and i.kind = 'case'`;

/** What it was drawn from. */
export const population: Events = (
  moments,
) => sql`select p.id, i.drawn_at as at, coalesce(p.item, '') as item, p.unit, coalesce(p.channel, '') as kind,
    '' as type, p.operator as person, ${nobody} as other, 1::bigint as value
  from control.inspection i join control.population p on p.centre = i.centre and p.inspection = i.id
  where ${within('i.drawn_at', moments)} and i.kind = 'case'`;
