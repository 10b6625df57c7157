import { findingStates, rectificationStates, type Stock } from '@zhiheng/contracts';
import { type RawBuilder, sql } from 'kysely';
import { stopIsWaiting } from './doubt-stop-store.ts';

/** One thing that stands open. `place` is its own among its kind; `id` is what its page is called by. */
export interface StockThing {
  place: string;
  id: string;
  unit: string;
  item: string;
  at: Date | null;
  type: string;
  person: string | null;
  value: number;
}
type Things = (centre: string) => RawBuilder<unknown>;

const nobody = sql`null::uuid as person`;
const openFindings = Object.keys(findingStates).filter((state) => state !== 'closed' && state !== 'withdrawn');
const openRectifications = Object.keys(rectificationStates).filter((state) => state !== 'closed' && state !== 'void');

const findings: Things = (
  centre,
) => sql`select f.id::text as place, f.id::text as id, f.unit, coalesce(f.item, '') as item,
    f.found_at as at, f.state as type, ${nobody}, 1::bigint as value
  from control.finding f where f.centre = ${centre} and f.state = any(${openFindings}::text[])`;

const rectifications =
  (holds = 'true'): Things =>
  (centre) =>
    sql`select r.id::text as place, r.id::text as id, r.unit, '' as item,
      r.due_at as at, r.state as type, ${nobody}, 1::bigint as value
    from control.rectification r where r.centre = ${centre} and r.state = any(${openRectifications}::text[]) and ${sql.raw(holds)}`;
/** What still waits for the section: what was answered is late no more. */
const unanswered = `r.state in ('issued', 'received', 'returned')`;

const doubts =
  (holds = 'true'): Things =>
  (centre) =>
    sql`select d.id::text as place, d.id::text as id, d.unit, coalesce(d.item, '') as item,
      d.due_at as at, d.state as type, ${nobody}, 1::bigint as value
    from control.doubt d
    where d.centre = ${centre} and d.state in ('open', 'assigned', 'verifying', 'needs-more') and ${sql.raw(holds)}`;

const stops =
  (holds = 'true'): Things =>
  (centre) =>
    sql`select d.id::text as place, d.id::text as id, d.unit, coalesce(d.item, '') as item,
      d.stop_due_at as at, d.state as type, ${nobody}, 1::bigint as value
    from control.doubt d
    where d.centre = ${centre} and ${stopIsWaiting} and ${sql.raw(holds)}`;

const outstanding: Things = (centre) => sql`select r.id::text as place, r.id::text as id, r.unit, '' as item,
    r.approved_at as at, r.state as type, ${nobody}, r.outstanding_fen as value
  from control.recovery r where r.centre = ${centre} and r.state = 'ordered'`;

/** As recoveries/instalments.ts reckons: what was paid since the agreement goes to the earliest first. Without one, all is due on its day. */
const instalments: Things = (
  centre,
) => sql`select r.id::text || ' ' || i.due_on as place, r.id::text as id, r.unit, '' as item,
    i.due_on::timestamp at time zone 'Asia/Shanghai' as at, r.state as type, ${nobody}, 1::bigint as value
  from control.recovery r
  left join lateral (
    select q.due_on, q.fen, q.total_fen from control.recovery_plan q
    where q.centre = r.centre and q.recovery = r.id and q.confirmed_by is not null order by q.no desc limit 1) p on true
  cross join lateral (
    select d.due_on, sum(d.fen) over (order by d.due_on) as upto
    from unnest(coalesce(p.due_on, array[r.due_on]), coalesce(p.fen, array[r.amount_fen])) as d(due_on, fen)) i
  where r.centre = ${centre} and r.state = 'ordered' and i.due_on < (statement_timestamp() at time zone 'Asia/Shanghai')::date
    and i.upto > greatest(0, coalesce(p.total_fen, r.amount_fen) - r.outstanding_fen)`;

const selfChecks: Things = (centre) => sql`select s.id::text as place, s.id::text as id, s.unit, '' as item,
    s.due_at as at, s.month as type, ${nobody}, 1::bigint as value
  from control.self_check s where s.centre = ${centre} and s.state = 'open' and s.due_at <= statement_timestamp()`;

const accounts =
  (standing: string): Things =>
  (centre) =>
    sql`select a.account::text as place, a.account::text as id, a.unit, '' as item,
      a.created_at as at, a.standing as type, a.person, 1::bigint as value
    from access.published_account_standing a where a.centre = ${centre} and a.standing = ${standing}`;

const exceptions: Things = (
  centre,
) => sql`select x.exception::text as place, x.exception::text as id, p.unit, '' as item,
    x.ends_at as at, x.rule as type, x.person, 1::bigint as value
  from access.published_live_exception x join access.published_person p on p.centre = x.centre and p.person = x.person
  where x.centre = ${centre}`;

const conflicts: Things = (
  centre,
) => sql`select j.adjustment::text as place, j.adjustment::text as id, j.unit, '' as item,
    j.due_at as at, j.rule as type, j.person, 1::bigint as value
  from access.published_adjustment j where j.centre = ${centre} and j.state = 'open'`;

/** Grants with an end that nothing has ended yet: `overdue` is one that ran out and was not noted as such. */
const temporary =
  (holds: string): Things =>
  (centre) =>
    sql`select g."grant"::text as place, g."grant"::text as id, g.unit, '' as item,
      g.ends_at as at, g.role as type, g.person, 1::bigint as value
    from access.published_granting g
    where g.centre = ${centre} and g.ended_by is null and g.ends_at is not null and g.starts_at <= statement_timestamp() and ${sql.raw(holds)}`;

/**
 * Items one of whose duties to review or approve at most one person holds at this moment. A grant reaches the subtree of its unit;
 * what a role denies there, no other role gives. Permissions are read once.
 */
const thin: Things = (centre) => sql`select t.item as place, t.item as id, t.unit, t.item,
    null::timestamptz as at, string_agg(t.duty, ',' order by t.duty desc) as type, ${nobody}, 1::bigint as value
  from (
    with recursive above as (
      select u.unit, u.unit as reached from access.published_unit u where u.centre = ${centre}
      union all
      select a.unit, u.parent from above a
      join access.published_unit u on u.centre = ${centre} and u.unit = a.reached where u.parent is not null),
    held as materialized (
      select p.person, p.action, p.items, p.effect, p.unit from access.published_permission p
      where p.centre = ${centre} and p.resource = 'case' and p.action in ('review', 'approve')),
    filled as (
      select i.item, h.action as duty, h.person
      from held h join above a on a.reached = h.unit
      join access.published_item i on i.centre = ${centre} and i.unit = a.unit and (h.items is null or i.item = any(h.items))
      group by 1, 2, 3 having bool_and(h.effect <> 'deny'))
    select i.item, i.unit, d.duty
    from access.published_item i cross join lateral unnest(i.duties) as d(duty)
    left join filled f on f.item = i.item and f.duty = d.duty
    where i.centre = ${centre} and d.duty in ('review', 'approve')
    group by 1, 2, 3 having count(f.person) < 2) t
  group by t.item, t.unit`;

/** Where what stands open comes from. A figure is the sum over these, and the rows behind it are these: they cannot differ. */
export const thingsOf: Record<Stock, Things> = {
  'rectification-open': rectifications(),
  'rectification-due': rectifications(
    `${unanswered} and r.due_at > statement_timestamp() and r.due_at <= statement_timestamp() + interval '7 days'`,
  ),
  'rectification-overdue': rectifications(`${unanswered} and r.due_at <= statement_timestamp()`),
  'finding-open': findings,
  'doubt-open': doubts(),
  'doubt-overdue': doubts('d.due_at <= statement_timestamp()'),
  'stop-open': stops(),
  'stop-overdue': stops('d.stop_due_at <= statement_timestamp()'),
  'recovery-outstanding': outstanding,
  'instalment-overdue': instalments,
  'self-check-missing': selfChecks,
  'account-active': accounts('active'),
  'account-dormant': accounts('dormant'),
  'account-of-leaver': accounts('of-leaver'),
  'exception-live': exceptions,
  'conflict-settling': conflicts,
  'temporary-open': temporary('g.ends_at > statement_timestamp()'),
  'temporary-overdue': temporary('g.ends_at <= statement_timestamp()'),
  'item-thin': thin,
};
