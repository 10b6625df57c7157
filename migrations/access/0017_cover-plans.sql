-- access, 17: a removal may carry the plan of who covers the duties it leaves without a second person.
-- Replaces a check of the requests, which it reads once; locked for the moment that takes.
alter table access.request
  drop constraint request_change_check,
  add constraint request_change_check check (
    case
      when change in ('grant', 'extend') then role is not null and num_nonnulls(rule, target_kind, target, proposal) = 0
      when change = 'revoke' then role is not null and num_nonnulls(rule, target_kind, target) = 0
        and coalesce(proposal ->> 'kind', 'cover') = 'cover'
      when change = 'exception' then num_nulls(rule, proposal, valid_until) = 0 and num_nonnulls(role, target_kind, target) = 0
      when change in ('role-content', 'rule') then num_nulls(target_kind, target, proposal) = 0
        and num_nonnulls(role, rule) = 0 and (change = 'role-content') = (target_kind = 'role')
      when change = 'suspension' then proposal ? 'suspension' and num_nonnulls(role, rule, target_kind, target) = 0
      else false
    end);
