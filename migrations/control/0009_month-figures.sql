-- control, 9: the figures of each month (报表), counted once it is over.
-- Creates only; locks nothing that exists.

-- One row a centre and month. A month that runs is counted again and again; `as_of` says up to when. One that is over is counted once
-- more and then for good: what is counted goes by the moment at which it happened, by the database's clock.
create table control.month_roll (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  as_of timestamptz,
  final boolean not null default false,
  -- Of the list of measures: months counted by an older one are counted again.
  edition smallint not null default 0,
  took_ms integer not null default 0,
  -- {measure: value} over the whole centre: what the first page reads.
  totals jsonb not null default '{}' check (jsonb_typeof(totals) = 'object'),
  primary key (centre, month)
);

-- '' and null stand for what a measure has not.
create table control.month_figure (
  centre text not null,
  id bigint generated always as identity,
  month text not null,
  measure text not null,
  item text not null,
  unit text not null,
  kind text not null,
  type text not null,
  person uuid,
  other uuid,
  value bigint not null,
  primary key (centre, id),
  foreign key (centre, month) references control.month_roll (centre, month),
  unique nulls not distinct (centre, measure, month, item, unit, kind, type, person, other)
);

create function control.month_roll_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.month) is distinct from (old.centre, old.month)
    or old.final and not (new.edition > old.edition)
    or new.as_of < old.as_of
  then
    raise exception 'a month that is counted stays' using errcode = '23514', constraint = 'month_roll_stays';
  end if;
  return new;
end $$;
create trigger month_roll_stays before update on control.month_roll for each row execute function control.month_roll_stays();

create function control.month_figure_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from changed f join control.month_roll r on r.centre = f.centre and r.month = f.month where r.final)
  then
    raise exception 'a month that is counted stays' using errcode = '23514', constraint = 'month_figure_stays';
  end if;
  return null;
end $$;
create trigger month_figure_added after insert on control.month_figure
  referencing new table as changed for each statement execute function control.month_figure_stays();
create trigger month_figure_removed after delete on control.month_figure
  referencing old table as changed for each statement execute function control.month_figure_stays();

do $$
declare t text;
begin
  foreach t in array array['month_roll', 'month_figure'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;
revoke execute on function control.month_roll_stays(), control.month_figure_stays() from public;
grant select on control.month_roll, control.month_figure to zhiheng_control;
grant insert (centre, month) on control.month_roll to zhiheng_control;
grant update (as_of, final, edition, took_ms, totals) on control.month_roll to zhiheng_control;
grant insert, delete on control.month_figure to zhiheng_control;
