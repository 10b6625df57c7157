-- access, 51: what a yearly inspection of permissions looks at: who asked for what is held, and whether the holder's post has it by template.
-- Creates a view; locks nothing.
create view access.published_holding_ground as
  select g.centre, g.id as "grant", g.created_at, g.request, coalesce(q.merged_into, r.requester) as requester, r.submitted_at, r.closed_at,
    exists (
      select from access.post_template t join access.person p on p.centre = g.centre and p.id = g.person
      join access.unit u on u.centre = p.centre and u.code = p.unit
      where t.centre = g.centre and t.post = p.post and t.unit_kind = u.kind and t.unit in ('', p.unit) and t.role = g.role) as by_template
  from access.grant g
  left join access.request r on r.centre = g.centre and r.id = g.request
  left join access.person q on q.centre = r.centre and q.id = r.requester
  where g.centre = current_setting('zhiheng.centre', true);
grant select on access.published_holding_ground to zhiheng_control;
