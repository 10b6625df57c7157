-- access, 24: a reviewer's deputy decides for them in a certification; both are recorded, and both are heard by the request that
-- a removal opens. Adds columns without rewriting a table; the new keys read their tables once, where all is still null.

-- For whom somebody asked: heard by asking, so that the key of the voices lets them decide on it no more than its requester.
alter table access.request
  add column on_behalf_of uuid,
  add constraint request_for_another check (on_behalf_of <> requester and on_behalf_of <> beneficiary),
  add constraint request_asks_with_their_voice foreign key (centre, id, on_behalf_of)
    references access.decision_voice (centre, request, person) deferrable initially deferred;

alter table access.certification_decision
  add column on_behalf_of uuid,
  add foreign key (centre, on_behalf_of) references access.person (centre, id),
  add constraint certification_not_of_principal check (on_behalf_of <> holder and on_behalf_of <> reviewer);

create or replace function access.certification_decision_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'a decision of a certification does not change' using errcode = '23514', constraint = 'certification_decision_stays';
  end if;
  if not exists (select from access.certification c where c.centre = new.centre and c.id = new.certification and c.state = 'open') then
    raise exception 'the certification is signed off' using errcode = '23514', constraint = 'certification_is_open';
  end if;
  if not exists (select from access.person p where p.centre = new.centre and p.id = new.reviewer and p.state = 'active') then
    raise exception 'the person has left' using errcode = '23514', constraint = 'certification_needs_active_person';
  end if;
  if new.on_behalf_of is not null and not exists (
    select from access.deputy d
    join access.person p on p.centre = d.centre and p.id = d.principal and p.state = 'active'
    where d.centre = new.centre and d.deputy = new.reviewer and d.principal = new.on_behalf_of
      and d.ended_at is null and d.validity @> clock_timestamp())
  then
    raise exception 'the person is no deputy of the other' using errcode = '23514', constraint = 'certification_needs_deputyship';
  end if;
  if exists (
    select from access.certification_holding h
    where h.centre = new.centre and h.certification = new.certification and h."grant" = new."grant"
      and (new.reviewer = any (h.granters) or new.on_behalf_of = any (h.granters)))
  then
    raise exception 'nobody reviews what they granted' using errcode = '23514', constraint = 'certification_not_of_own_granting';
  end if;
  return new;
end $$;
create trigger certification_principal_not_suspended before insert on access.certification_decision
  for each row when (new.on_behalf_of is not null) execute function access.nobody_acts_suspended('on_behalf_of');
