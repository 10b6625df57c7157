-- access, 51: what reports of internal control count: requests that came to an end, departures and how soon their accounts were shut,
-- exceptions that are in force.
-- Creates views; locks nothing.

create view access.published_settled_request as
  select centre, id as request, change, risk, state, unit, submitted_at, closed_at
  from access.request where centre = current_setting('zhiheng.centre', true) and closed_at is not null;

-- From what made the departure known until the last account of the person was shut.
create view access.published_departure_time as
  select d.centre, d.id as departure, d.person, d.kind, d.at,
    (select max(a.disabled_at) from access.account a where a.centre = d.centre and a.person = d.person and a.disabled_at >= d.at - interval '1 day') as disabled_at
  from access.departure d where d.centre = current_setting('zhiheng.centre', true);

create view access.published_live_exception as
  select centre, id as exception, rule, person, upper(validity) as ends_at
  from access.exception
  where centre = current_setting('zhiheng.centre', true) and state = 'active' and validity @> statement_timestamp();

grant select on access.published_settled_request, access.published_departure_time, access.published_live_exception to zhiheng_control;
