-- audit, 20: what internal control reads of the log: sign-ins, refused steps, and who read or exported how much.
-- Creates views only; locks nothing. Each names the centre itself and gives no details but a duty and a number.
create view audit.published_sign_in as
  select centre, id as entry, at, action, outcome, reason, coalesce(person, about) as person, account, client, address
  from audit.entry
  where centre = current_setting('zhiheng.centre', true)
    and action in ('sign-in.succeeded', 'sign-in.refused', 'sign-out', 'sessions.ended', 'token.refused');

create view audit.published_refused_step as
  select centre, id as entry, at, reason, person, client, address, unit, item, "case", details ->> 'duty' as duty
  from audit.entry
  where centre = current_setting('zhiheng.centre', true) and action = 'step.refused' and outcome = 'denied' and "case" is not null;

-- An export counts the entries it holds, any other reading as one.
create view audit.published_reading as
  select centre, id as entry, at, action, person,
    case when action = 'export.finished' and details ->> 'entries' ~ '^[0-9]{1,15}$' then (details ->> 'entries')::bigint else 1 end as amount
  from audit.entry
  where centre = current_setting('zhiheng.centre', true) and person is not null and outcome in ('done', 'allowed')
    and action in ('entries.queried', 'export.finished', 'export.downloaded', 'personal.read', 'decision.searched',
      'permission-ledger.read', 'conflicts.exported', 'retirement.read', 'duplicates.listed');

grant select on audit.published_sign_in, audit.published_refused_step, audit.published_reading to zhiheng_control;
