-- access, 25: what a post is given changes by a request of its own.
-- Replaces two checks of the requests, which it reads once; locked for the moment that takes. Rows stay as they are.
alter table access.request
  drop constraint request_target_kind_check,
  add constraint request_target_kind_check check (target_kind in ('role', 'rule', 'item', 'unit', 'chain', 'limit', 'template')),
  drop constraint request_change_check,
  add constraint request_change_check check (
    case
      when change in ('grant', 'extend') then role is not null and num_nonnulls(rule, target_kind, target, proposal) = 0
      when change = 'revoke' then role is not null and num_nonnulls(rule, target_kind, target) = 0
        and coalesce(proposal ->> 'kind', 'cover') = 'cover'
      when change = 'exception' then num_nulls(rule, proposal, valid_until) = 0 and num_nonnulls(role, target_kind, target) = 0
      when change in ('role-content', 'rule', 'template') then num_nulls(target_kind, target, proposal) = 0
        and num_nonnulls(role, rule) = 0 and (change = 'role-content') = (target_kind = 'role')
        and (change = 'template') = (target_kind = 'template')
      when change = 'suspension' then proposal ? 'suspension' and num_nonnulls(role, rule, target_kind, target) = 0
      else false
    end);

-- Each line names the approved request for just this template; no other kind of change writes one any more.
create or replace function access.post_template_needs_approval() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.request is null then
    if not exists (select from access.centre c where c.centre = new.centre and c.founded_in = pg_current_xact_id()) then
      raise exception 'a template needs an approved request' using errcode = '23514', constraint = 'post_template_needs_approval';
    end if;
  elsif not exists (select from access.request r
    where r.centre = new.centre and r.id = new.request and r.change = 'template' and r.state = 'approved'
      and r.target = concat_ws('/', new.post, new.unit_kind, new.unit))
  then
    raise exception 'the request of this template is not approved' using errcode = '23514', constraint = 'post_template_needs_approval';
  end if;
  return new;
end $$;
create trigger policy_needs_approval before delete on access.post_template
  for each row execute function access.policy_needs_approval('template', 'post', 'unit_kind', 'unit');
grant delete on access.post_template to zhiheng_access;
