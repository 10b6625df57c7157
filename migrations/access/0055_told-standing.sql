-- access, 55: until when an account stands, and every fall of one told to who remembers that it stood.
-- Creates two functions and two triggers, for which accounts and people are locked for a moment.

-- Until when account and person are active, if nothing changes; null where they are not.
create function access.account_until(p_centre text, p_account uuid) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select p.leaves_at
    from access.account a join access.person p on p.centre = a.centre and p.id = a.person
    where a.centre = p_centre and a.id = p_account and a.state = 'active' and p.state = 'active' and p.leaves_at > clock_timestamp() $$;
revoke execute on function access.account_until(text, uuid) from public;
grant execute on function access.account_until(text, uuid) to zhiheng_identity;

-- By the database itself, so that no way of changing them can pass it by. The argument is the kind of row.
create function access.tell_standing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('zhiheng_standing', tg_argv[0] || ':' || old.id);
  return null;
end $$;
revoke execute on function access.tell_standing() from public;
create trigger account_standing_changed after update of state, person or delete on access.account
  for each row execute function access.tell_standing('account');
create trigger person_standing_changed after update of state, leaves_at or delete on access.person
  for each row execute function access.tell_standing('person');
