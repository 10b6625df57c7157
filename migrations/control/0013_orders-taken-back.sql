-- control, 13: an order to rectify that nobody has received yet is taken back by who issued it. Its number stays, and its findings stand as before.
-- Replaces functions, adds a check that is read through and a trigger to control.rectification_act, which is locked for that.
create or replace function control.rectification_drawn(p_act text, p_from text, p_to text) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (p_act, p_from, p_to) in (
    ('receive', 'issued', 'received'),
    ('answer', 'received', 'answered'),
    ('answer', 'returned', 'answered'),
    ('extend', 'issued', 'issued'),
    ('extend', 'received', 'received'),
    ('extend', 'returned', 'returned'),
    ('verify', 'answered', 'verified'),
    ('return', 'answered', 'returned'),
    ('refuse', 'verified', 'returned'),
    ('close', 'verified', 'closed'),
    ('void', 'issued', 'void')) $$;

create or replace function control.finding_drawn(p_act text, p_from text, p_to text) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (p_act, p_from, p_to) in (
    ('feed-back', 'open', 'fed-back'),
    ('drop', 'open', 'withdrawn'),
    ('accept', 'fed-back', 'accepted'),
    ('dispute', 'fed-back', 'disputed'),
    ('uphold', 'disputed', 'upholding'),
    ('withdraw', 'disputed', 'withdrawing'),
    ('confirm', 'upholding', 'upheld'),
    ('confirm', 'withdrawing', 'withdrawn'),
    ('object', 'upholding', 'disputed'),
    ('object', 'withdrawing', 'disputed'),
    ('order', 'fed-back', 'ordered'),
    ('order', 'accepted', 'ordered'),
    ('order', 'upheld', 'ordered'),
    ('correct', 'accepted', 'closed'),
    ('rectify', 'ordered', 'closed'),
    ('take-back', 'ordered', 'upheld'),
    ('settle', 'settling', 'closed'),
    ('transfer', 'open', 'open'),
    ('transfer', 'fed-back', 'fed-back'),
    ('transfer', 'accepted', 'accepted'),
    ('transfer', 'disputed', 'disputed'),
    ('transfer', 'upheld', 'upheld'),
    ('transfer', 'ordered', 'ordered')) $$;

alter table control.rectification_act add constraint rectification_void_why check (act <> 'void' or note is not null);

create or replace function control.rectification_act_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found control.rectification%rowtype;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'an act is of the present centre' using errcode = '42501';
  end if;
  select * into found from control.rectification where centre = new.centre and id = new.rectification for update;
  if found.state is distinct from new.from_state then
    raise exception 'the order is no longer there' using errcode = '23514', constraint = 'rectification_moved';
  end if;
  if new.act in ('verify', 'return', 'refuse', 'close') and control.rectifies(new.rectification, control.human(new.person)) then
    raise exception 'who rectifies neither checks nor closes it' using errcode = '23514', constraint = 'rectification_by_another';
  end if;
  if new.act in ('verify', 'return') and control.took_part(new.rectification, control.human(new.person)) then
    raise exception 'who took part in the case does not check it' using errcode = '23514', constraint = 'rectification_by_outsider';
  end if;
  if new.act = 'void' and control.human(found.issued_by) is distinct from control.human(new.person) then
    raise exception 'who issued an order takes it back' using errcode = '23514', constraint = 'rectification_by_issuer';
  end if;
  if new.act = 'extend' and new.due_at <= found.due_at then
    raise exception 'an extension ends later' using errcode = '23514', constraint = 'rectification_extended';
  end if;
  new.ordinal := found.acts + 1;
  update control.rectification set state = new.to_state, acts = new.ordinal, due_at = coalesce(new.due_at, due_at)
    where centre = new.centre and id = new.rectification;
  return new;
end $$;

create or replace function control.finding_act_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found control.finding%rowtype;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'an act is of the present centre' using errcode = '42501';
  end if;
  select * into found from control.finding where centre = new.centre and id = new.finding for update;
  if found.state is distinct from new.from_state then
    raise exception 'the finding is no longer there' using errcode = '23514', constraint = 'finding_moved';
  end if;
  if new.act in ('confirm', 'object') and exists (
    select from (select person from control.finding_act
      where centre = new.centre and finding = new.finding and act in ('uphold', 'withdraw') order by ordinal desc limit 1) judged
    where control.human(judged.person) = control.human(new.person))
  then
    raise exception 'who decides on a dispute does not confirm it' using errcode = '23514', constraint = 'finding_second_person';
  end if;
  if new.act in ('confirm', 'object', 'drop') and control.human(found.found_by) = control.human(new.person) then
    raise exception 'who found it does not decide on it' using errcode = '23514', constraint = 'finding_not_its_finder';
  end if;
  if new.act = 'order' and new.from_state = 'fed-back' and found.respond_by > clock_timestamp() then
    raise exception 'the section may still answer' using errcode = '23514', constraint = 'finding_heard';
  end if;
  if new.act = 'transfer' and found.transferred_at is not null then
    raise exception 'a finding is transferred once' using errcode = '23514', constraint = 'finding_transferred_once';
  end if;
  if new.to_state = 'closed' and found.nature = 'suspected-fraud' and found.source <> 'permission' and found.transferred_at is null then
    raise exception 'suspected fraud is transferred before it is closed' using errcode = '23514', constraint = 'finding_transferred';
  end if;
  if new.act = 'rectify' and found.rectification is distinct from new.rectification then
    raise exception 'a finding is closed by its own order' using errcode = '23514', constraint = 'finding_own_order';
  end if;
  if new.act = 'take-back' and not exists (select from control.rectification r
    where r.centre = new.centre and r.id = found.rectification and r.state = 'void')
  then
    raise exception 'a finding is free of its order when that is void' using errcode = '23514', constraint = 'finding_own_order';
  end if;
  new.ordinal := found.acts + 1;
  update control.finding set state = new.to_state, acts = new.ordinal,
    respond_by = coalesce(new.respond_by, respond_by), rectification = case when new.act = 'take-back' then null else coalesce(new.rectification, rectification) end,
    transferred_at = case when new.act = 'transfer' then clock_timestamp() else transferred_at end
  where centre = new.centre and id = new.finding;
  return new;
end $$;

-- An order that is void lets go of its findings.
create function control.rectification_voids() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into control.finding_act (centre, finding, ordinal, act, from_state, to_state, person)
    select f.centre, f.id, 0, 'take-back', f.state, 'upheld', new.person
    from control.finding f where f.centre = new.centre and f.rectification = new.rectification order by f.id;
  return null;
end $$;
create trigger rectification_voids after insert on control.rectification_act
  for each row when (new.act = 'void') execute function control.rectification_voids();
revoke execute on function control.rectification_voids() from public;
