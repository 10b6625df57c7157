-- access, 27: since when duties of an item are bound together.
-- Adds a column and a trigger to the items; locked for the moment that takes.

-- By group, as it stands in `bound`: since when. A group without an instant was there when the item was founded, or before this.
alter table access.item add column bound_since jsonb not null default '{}' check (jsonb_typeof(bound_since) = 'object');

create function access.item_bound_since() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select coalesce(jsonb_object_agg(g.value::text, coalesce(old.bound_since -> g.value::text, to_jsonb(clock_timestamp())))
      filter (where old.bound_since ? g.value::text
        or not exists (select from jsonb_array_elements(old.bound) b where b.value = g.value)), '{}')
    into new.bound_since
  from jsonb_array_elements(new.bound) g;
  return new;
end $$;
-- Before `policy_needs_approval`, which compares what else has changed.
create trigger bound_since before update of bound on access.item
  for each row when (new.bound is distinct from old.bound) execute function access.item_bound_since();
revoke execute on function access.item_bound_since() from public;
