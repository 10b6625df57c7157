-- Locks: none that lasts; it replaces functions and takes a privilege back.
-- What was done with personal data that others were given is kept for three years at least (网络数据安全管理条例, 12), however short a centre keeps
-- the rest of its log (网络安全法, 21: six months). A month goes as a whole: one beside whose entries personal data lie, or in which such were
-- read or a file of the log was handed out, stays for 36 months after its end.
create function audit.due_at(p_centre text, p_month text) returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select audit.months_after(p_month, 1 + greatest(
    coalesce((select r.keep_months from audit.retention r where r.centre = p_centre), 120),
    case when exists (select from audit.personal p where p.centre = p_centre and p.entry >= month.first and p.entry < month.next)
      or exists (select from audit.leaf l where l.centre = p_centre and l.centre_key = audit.key(p_centre)
        and l.action_key in (audit.key('personal.read'), audit.key('export.downloaded'))
        -- An id is a day ahead of its entry's time at most, and 31 days behind it.
        and l.at >= audit.months_after(p_month, 0) - interval '2 days' and l.at < audit.months_after(p_month, 1) + interval '32 days'
        and l.entry >= month.first and l.entry < month.next)
      then 36 else 0 end))
  from (select audit.first_id(audit.months_after(p_month, 0)) as first, audit.first_id(audit.months_after(p_month, 1)) as next) as month
  where p_centre = current_setting('zhiheng.centre', true)
$$;

-- Marks the months whose retention is over as proposed for removal, each once, and says so in the log.
create function audit.propose_due(p_centre text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due audit.archived_month;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.propose_due: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  for due in update audit.archived_month m set proposed_at = clock_timestamp()
      where m.centre = p_centre and m.detached_at is not null and m.proposed_at is null
        and audit.due_at(p_centre, m.month) <= clock_timestamp() returning m.* loop
    perform audit.append(p_centre, jsonb_build_object('action', 'removal.proposed', 'outcome', 'done', 'targetType', 'month',
      'target', due.month, 'details', jsonb_build_object('entries', due.entries, 'held', exists (
        select from audit.hold h where h.centre = p_centre and h.released_at is null
          and h.since < audit.months_after(due.month, 1) and (h.until is null or h.until > audit.months_after(due.month, 0))))));
  end loop;
end $$;

create or replace function audit.only_removable() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.centre, new.id, new.month, new.reason, new.asked_by, new.asked_at)
        is distinct from (old.centre, old.id, old.month, old.reason, old.asked_by, old.asked_at)
      or (old.confirmed_at is not null and (new.confirmed_by, new.confirmed_at, new.entry)
        is distinct from (old.confirmed_by, old.confirmed_at, old.entry)) or num_nonnulls(old.files_gone_at, old.withdrawn_at) > 0 then
      raise exception 'audit.month_removal is only confirmed and carried out, or withdrawn' using errcode = 'insufficient_privilege';
    end if;
    -- A hold, or a longer retention, does not keep anybody from taking a removal back.
    if old.confirmed_at is not null or new.withdrawn_at is not null then
      return new;
    end if;
    if not exists (select from audit.entry e where e.centre = new.centre and e.id = new.entry and e.action = 'month.removed'
        and e.target = new.month and e.person = new.confirmed_by) then
      raise exception 'audit.month_removal: the log does not say that % is removed', new.month using errcode = 'foreign_key_violation';
    end if;
  end if;
  perform from audit.retention where centre = new.centre for update;
  if not found or (audit.due_at(new.centre, new.month) <= clock_timestamp()) is not true then
    raise exception 'audit.month_removal: % is to be kept', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  if not exists (select from audit.archived_month m
      where m.centre = new.centre and m.month = new.month and m.detached_at is not null) then
    raise exception 'audit.month_removal: % is not archived', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  if exists (select from audit.hold h where h.centre = new.centre and h.released_at is null
      and h.since < audit.months_after(new.month, 1) and (h.until is null or h.until > audit.months_after(new.month, 0))) then
    raise exception 'audit.month_removal: % is held', new.month using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;

revoke update (proposed_at) on audit.archived_month from zhiheng_audit;
revoke all on function audit.due_at(text, text), audit.propose_due(text) from public;
grant execute on function audit.due_at(text, text), audit.propose_due(text) to zhiheng_audit;
