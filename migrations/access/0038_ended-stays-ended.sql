-- Locks: that of the view, for the moment of its replacement.
-- As before, whatever it leaves out already, less what somebody has ended: by its period alone it would hold again where the clock was set back.
do $$
begin
  execute format('create or replace view access.published_permission as
    select held.* from (%s) as held where exists (
      select from access.grant g
      where g.centre = held.centre and g.id = held."grant" and g.ended_by is null)',
    rtrim(pg_get_viewdef('access.published_permission'), ';'));
end $$;
