import type { ReportMeasure } from '@zhiheng/contracts';
import { sql } from 'kysely';
import {
  answeredInTime,
  closedOrders,
  doubtsChecked,
  doubtsReceived,
  findings,
  findingsOfOperators,
  orders,
  population,
  recovered,
  repeated,
  sampled,
} from './control-events.ts';
import { idsBetween } from './least-id.ts';
import type { Events, Moments } from './report-event.ts';

const idsOf = ({ from, until }: Moments) => idsBetween(from.getTime(), until.getTime());
const nobody = sql`null::uuid`;

const opened: Events = ({ centre, from, until }) => {
  const { first, last } = idsOf({ centre, from, until });
  return sql`select c."case" as id, c.opened_at as at, c.item, '' as unit, coalesce(c.channel, '') as kind, '' as type,
      ${nobody} as person, ${nobody} as other, 1::bigint as value
    from access.published_case c
    where c.centre = ${centre} and c.opened_at >= ${from} and c.opened_at < ${until}
      and c."case" >= ${first}::uuid and c."case" < ${last}::uuid`;
};

/** A case is finished by a step: those of the time are found by their ids. */
const finishedCases = ({ centre, from, until }: Moments) => {
  const { first, last } = idsOf({ centre, from, until });
  return sql`(select c."case", c.item, c.channel, c.round, c.closed_at
    from access.published_case c
    where c.centre = ${centre} and c.state = 'complete' and c.closed_at >= ${from} and c.closed_at < ${until}
      and c."case" in (select s."case" from access.published_step s
        where s.centre = ${centre} and s.step >= ${first}::uuid and s.step < ${last}::uuid))`;
};

const finished: Events = (moments) => sql`select c."case" as id, c.closed_at as at, c.item, '' as unit,
    coalesce(c.channel, '') as kind, '' as type, ${nobody} as person, ${nobody} as other, 1::bigint as value
  from ${finishedCases(moments)} c`;

const cancelled: Events = ({ centre, from, until }) => sql`select c."case" as id, c.closed_at as at, c.item, '' as unit,
    coalesce(c.channel, '') as kind, '' as type, ${nobody} as person, ${nobody} as other, 1::bigint as value
  from access.published_case c
  where c.centre = ${centre} and c.state = 'cancelled' and c.closed_at >= ${from} and c.closed_at < ${until}`;

const steps = ({ centre, from, until }: Moments) => {
  const { first, last } = idsOf({ centre, from, until });
  return sql`s.centre = ${centre} and s.at >= ${from} and s.at < ${until} and s.step >= ${first}::uuid and s.step < ${last}::uuid`;
};

const returned: Events = (
  moments,
) => sql`select s."case" as id, s.at, c.item, '' as unit, coalesce(c.channel, '') as kind,
    s.duty as type, s.person, ${nobody} as other, 1::bigint as value
  from access.published_step s join access.published_case c on c.centre = s.centre and c."case" = s."case"
  where ${steps(moments)} and s.outcome = 'returned'`;

/** Who handled and who reviewed the round in which a case was finished. */
const pairs: Events = (moments) => sql`select c."case" as id, c.closed_at as at, c.item, '' as unit,
    coalesce(c.channel, '') as kind, '' as type, h.person, r.person as other, 1::bigint as value
  from ${finishedCases(moments)} c
  join access.published_step h on h.centre = ${moments.centre} and h."case" = c."case" and h.round = c.round and h.duty = 'handle'
  join access.published_step r on r.centre = ${moments.centre} and r."case" = c."case" and r.round = c.round and r.duty = 'review'`;

/** From the handling of a round to its review: seconds in bands that double. */
const reviews: Events = (
  moments,
) => sql`select s."case" as id, s.at, c.item, '' as unit, coalesce(c.channel, '') as kind,
    lpad(floor(log(2.0, greatest(extract(epoch from s.at - h.at), 1)))::int::text, 2, '0') as type,
    s.person, ${nobody} as other, 1::bigint as value
  from access.published_step s
  join access.published_step h on h.centre = s.centre and h."case" = s."case" and h.round = s.round and h.duty = 'handle'
  join access.published_case c on c.centre = s.centre and c."case" = s."case"
  where ${steps(moments)} and s.duty = 'review'`;

/** A self-check, by the moment that decides; `holds` says which. When it was first signed off counts: a return changes nothing of that. One
 * that was opened late, after its own deadline, was due when it was opened: months that are over stay as they were counted. */
const selfChecks =
  (at: string, holds: string): Events =>
  ({ centre, from, until }) =>
    sql`select s.id, ${sql.ref(at)} as at, '' as item, s.unit, '' as kind, '' as type,
      ${nobody} as person, ${nobody} as other, 1::bigint as value
    from control.self_check s cross join lateral (
      select coalesce((select r.completed_at from control.self_check_return r
        where r.centre = s.centre and r.self_check = s.id and r.ordinal = 1), s.completed_at) as at,
        greatest(s.due_at, s.opened_at) as due_at) signed
    where s.centre = ${centre} and ${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until} and ${sql.raw(holds)}`;

const changes =
  (value: string, holds = 'true'): Events =>
  ({ centre, from, until }) =>
    sql`select r.request as id, r.closed_at as at, '' as item, coalesce(r.unit, '') as unit,
      r.change as kind, r.risk::text as type, ${nobody} as person, ${nobody} as other, (${sql.raw(value)})::bigint as value
    from access.published_settled_request r
    where r.centre = ${centre} and r.closed_at >= ${from} and r.closed_at < ${until} and ${sql.raw(holds)}`;

const leavers: Events = ({
  centre,
  from,
  until,
}) => sql`select d.departure as id, d.at, '' as item, p.unit, d.kind, '' as type,
    ${nobody} as person, ${nobody} as other, 1::bigint as value
  from access.published_departure_time d
  join access.published_person p on p.centre = d.centre and p.person = d.person
  where d.centre = ${centre} and d.at >= ${from} and d.at < ${until}`;

/**
 * Where what is counted comes from. A figure is the sum over these, and the rows behind it are these: they cannot differ.
 */
export const eventsOf: Record<ReportMeasure, Events> = {
  'case-opened': opened,
  'case-finished': finished,
  'case-cancelled': cancelled,
  'step-returned': returned,
  'pair-finished': pairs,
  'case-reviewed': reviews,
  'self-check-due': selfChecks('signed.due_at', 'true'),
  'self-check-on-time': selfChecks('signed.due_at', 'signed.at < s.due_at'),
  'self-check-late': selfChecks('signed.at', 'signed.at >= s.due_at'),
  'change-settled': changes('1'),
  'change-rejected': changes('1', "r.state = 'rejected'"),
  'change-time': changes('extract(epoch from r.closed_at - r.submitted_at)'),
  'leaver-disabled': leavers,
  population,
  sampled,
  finding: findings(),
  'finding-sampled': findings("f.source = 'sample'"),
  'finding-repeated': findings(repeated),
  'finding-of-operator': findingsOfOperators,
  'rectification-issued': orders,
  'rectification-closed': closedOrders('1'),
  'rectification-on-time': closedOrders('1', answeredInTime),
  'rectification-time': closedOrders('extract(epoch from a.at - r.issued_at)'),
  'doubt-received': doubtsReceived,
  'doubt-checked': doubtsChecked(),
  'doubt-on-time': doubtsChecked('1', 'd.concluded_at < d.due_at'),
  'doubt-confirmed': doubtsChecked('1', "d.conclusion = 'confirmed'"),
  'doubt-cleared': doubtsChecked('1', "d.conclusion = 'cleared'"),
  'confirmed-money': doubtsChecked('d.confirmed_fen', "d.conclusion = 'confirmed'"),
  'recovery-ordered': recovered("'ordered'"),
  'recovery-received': recovered("'received', 'deducted'"),
  'recovery-written-off': recovered("'written-off'"),
};
