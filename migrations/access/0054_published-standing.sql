-- access, 54: how accounts stand at this moment, and from when a staff event was known until who left was shut out: figures of internal control.
-- Creates two views and two indexes; departures and the lines of rosters are locked against writing for the moment that takes.

-- Every account that is not disabled. Of somebody who has left there should be none; whose day has come by the clock has none.
create view access.published_account_standing as
  select a.centre, a.id as account, a.person, a.username, p.unit, a.created_at,
    case when p.state = 'departed' then 'of-leaver'
      when a.state = 'suspended' and exists (
        select from access.dormancy z where z.centre = a.centre and z.account = a.id and z.state <> 'awake') then 'dormant'
      else a.state end as standing
  from access.account a join access.person p on p.centre = a.centre and p.id = a.person
  where a.centre = current_setting('zhiheng.centre', true) and a.state <> 'disabled'
    and (p.state = 'departed' or p.leaves_at > statement_timestamp());

-- The event is the day on which somebody was to leave, or when that was planned if it was later; the file that named them; else the
-- departure itself, which whoever knew of it entered at once. Shut out is who had an account then when the last of those was disabled:
-- what the row says, though by the clock a planned day shuts out at once. Null while one is not disabled, and for who had none.
create view access.published_shut_out as
  select d.centre, d.id as departure, d.at, p.unit,
    coalesce(
      (select greatest(l.at, l.planned_at) from access.planned_departure l
        where l.centre = d.centre and l.person = d.person and l.departure = d.id and l.state = 'done'),
      (select r.uploaded_at from access.roster_row w join access.roster r on r.centre = w.centre and r.id = w.roster
        where w.centre = d.centre and w.result = d.id and w.kind = 'leaves' limit 1),
      d.at) as event_at,
    (select case when count(*) = count(s.at) then max(s.at) end
      from access.account a cross join lateral (
        select coalesce(
          (select min(c.at) from access.account_change c
            where c.centre = a.centre and c.account = a.id and c.state = 'disabled' and c.at >= d.at - interval '1 hour'),
          a.disabled_at) as at) s
      where a.centre = d.centre and a.person = d.person and a.created_at <= d.at
        and (a.disabled_at is null or a.disabled_at >= d.at - interval '1 hour')) as disabled_at
  from access.departure d join access.person p on p.centre = d.centre and p.id = d.person
  where d.centre = current_setting('zhiheng.centre', true);

create index departure_at on access.departure (centre, at);
create index roster_row_result on access.roster_row (centre, result) where kind = 'leaves' and result is not null;

grant select on access.published_account_standing, access.published_shut_out to zhiheng_control;
