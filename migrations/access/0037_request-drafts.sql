-- access, 37: what somebody is about to ask for, as far as they have typed it: theirs alone, judged by nobody, in the way of nothing.
-- Creates only.

create table access.request_draft (
  centre text not null,
  id uuid not null,
  author uuid not null,
  content jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  foreign key (centre, author) references access.person (centre, id)
);
create index request_draft_author on access.request_draft (centre, author, id desc);
create index request_draft_updated on access.request_draft (centre, updated_at);

alter table access.request_draft enable row level security;
create policy own_centre on access.request_draft using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert, update (content, updated_at), delete on access.request_draft to zhiheng_access;

-- Nobody who has left has drafts: the writer holds the person's row for key share, a departure for update.
create function access.draft_needs_active_author() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from access.person p where p.centre = new.centre and p.id = new.author and p.state = 'active') then
    raise exception 'the person has left' using errcode = '23514', constraint = 'draft_needs_active_author';
  end if;
  return new;
end $$;
create trigger draft_needs_active_author before insert on access.request_draft
  for each row execute function access.draft_needs_active_author();
