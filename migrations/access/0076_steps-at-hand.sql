-- access, 76: what a batch of steps locks and is judged by, by one call.
-- Makes a view and a function; nothing is rewritten, no lock lasts.

-- Accounts with what they may act by at this moment; their person has not left. Each person is found by their key: a join might read the whole centre,
-- where its plan was made for a small one.
create view access.acting with (security_invoker = true) as
  select a.centre, a.username, a.state, a.person, a.id as account, p.unit, p.post,
    coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
      from access.grant g where g.centre = a.centre and g.person = a.person and g.validity @> clock_timestamp()
        and g.ended_by is null and not exists (select from access.grant_suspension m
          where m.centre = g.centre and m."grant" = g.id and m.validity @> clock_timestamp())), '[]') as grants,
    (select v.roles from access.activation v where v.centre = a.centre and v.account = a.id
      and (v.sign_in is null or exists (select from identity.published_sign_in s
        where s.centre = v.centre and s.digest = decode(v.sign_in, 'hex')))) as chosen,
    exists (select from access.leave l where l.centre = a.centre and l.person = a.person and l.validity @> clock_timestamp()) as away
  from access.account a cross join lateral (select unit, post from access.person i
    where i.centre = a.centre and i.id = a.person and i.state = 'active' and i.leaves_at > clock_timestamp() offset 0) p;
grant select on access.acting to zhiheng_access;

-- Locks the people named, the subjects of those cases on which a rule looks back, then the cases, each in ascending order: of two steps for one
-- subject, on whichever cases, the later sees the earlier. What is read after the locks is what counts: each statement of a function sees all that
-- has been committed before it. Only what there is something of is asked for: to begin a question costs more than to answer it for a few steps.
create function access.steps_at_hand(p_centre text, p_usernames text[], p_cases uuid[], p_items text[], p_days int, p_records uuid[],
    p_humans uuid[], p_callers text[], p_operations text[], p_keys text[], out "policyEpoch" bigint, out at float8, out actors json, out cases json,
    out steps json, out names json, out prior json, out related json, out exceptions json, out kept json)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  people uuid[];
  subjects bytea[];
  doers uuid[];
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'access.steps_at_hand: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  people := array(select p.id from access.person p where p.centre = p_centre and p.id = any(array(
    select a.person from access.account a where a.centre = p_centre and a.username = any(p_usernames))) order by p.id for key share);
  if cardinality(p_items) > 0 then
    perform pg_advisory_xact_lock(key) from (
      select distinct hashtextextended('subject:' || p_centre || ':' || encode(c.subject, 'hex'), 0) as key
      from access.case c where c.centre = p_centre and c.id = any(p_cases) and c.item = any(p_items) order by 1) k where key is not null;
  end if;
  select json_agg(c), array_agg(distinct decode(c.subject, 'hex')) filter (where c.subject is not null) into cases, subjects from (
    select c.id, c.item, c.unit, c.reference, encode(c.subject, 'hex') as subject, c.channel, c.amount_fen as "amountFen", c.state, c.round,
      c.client, c.cancelled_by as "cancelledBy", c.cancel_reason as "cancelReason", c.opened_at as "openedAt", c.closed_at as "closedAt"
    from access.case c where c.centre = p_centre and c.id = any(p_cases) order by c.id for update) c;
  at := extract(epoch from clock_timestamp()) * 1000;
  -- Records of the same human that go on count for each other.
  if cardinality(p_records) > 0 then
    people := people || array(select m.record from unnest(p_records, p_humans) as m(record, human) where m.human = any(people));
  end if;
  select c.policy_epoch,
    (select json_agg(a) from (select a.person, a.username, a.account, a.unit, a.post, a.grants, a.chosen, a.away
      from access.acting a where a.centre = p_centre and a.username = any(p_usernames) and a.state = 'active') a),
    (select json_agg(f) from (select e.id, e.person, e.rule, e.items from access.exception e
      where e.centre = p_centre and e.person = any(people) and e.validity @> clock_timestamp() and e.ended_at is null) f)
    into "policyEpoch", actors, exceptions from access.centre c where c.centre = p_centre;
  select json_agg(s order by s.id), array_agg(s.person) into steps, doers from (
    select s.id, s."case", s.duty, s.round, s.person, s.outcome, s.note, s.at, nullif(s.exception, '00000000-0000-0000-0000-000000000000') as exception
    from access.step s where s.centre = p_centre and s."case" = any(p_cases)) s;
  if doers is not null then
    names := (select json_agg(n) from (select a.person, a.username from access.account a
      where a.centre = p_centre and a.person = any(doers) order by a.created_at) n);
  end if;
  if subjects is not null then
    if cardinality(p_items) > 0 then
      prior := (select json_agg(f) from (select distinct on (s.person, x.subject, c.item, c.channel, s.duty)
          s.person, encode(x.subject, 'hex') as subject, c.id as "case", c.item, c.channel, s.duty, s.round,
          (extract(epoch from s.at) * 1000)::float8 as at
        from unnest(subjects) as x(subject)
        cross join lateral (select c.id, c.item, c.channel from access.case c where c.centre = p_centre and c.subject = x.subject
          and c.item = any(p_items) and c.id <> all(p_cases) order by c.item) c
        cross join lateral (select s.person, s.duty, s.round, s.at from access.step s
          where s.centre = p_centre and s."case" = c.id order by s.round, s.duty) s
        where (p_days is null or s.at >= clock_timestamp() - make_interval(days => p_days)) and s.person = any(people)
        order by s.person, x.subject, c.item, c.channel, s.duty, s.at desc) f);
    end if;
    related := (select json_agg(f) from (select r.person, encode(x.subject, 'hex') as subject, r.relation = 'self' as self
      from unnest(subjects) as x(subject) cross join lateral (select r.person, r.relation from access.relation r
        where r.centre = p_centre and r.subject = x.subject and r.withdrawn_at is null and r.person = any(people) offset 0) r) f);
  end if;
  if cardinality(p_keys) > 0 then
    kept := (select json_agg(k) from (select i.caller, i.operation, i.key, i.digest, i.made
      from unnest(p_callers, p_operations, p_keys) as n(caller, operation, key)
      join access.idempotency i on i.centre = p_centre and i.caller = n.caller and i.operation = n.operation and i.key = n.key) k);
  end if;
end $$;
revoke execute on function access.steps_at_hand(text, text[], uuid[], text[], int, uuid[], uuid[], text[], text[], text[]) from public;
grant execute on function access.steps_at_hand(text, text[], uuid[], text[], int, uuid[], uuid[], text[], text[], text[]) to zhiheng_access;
