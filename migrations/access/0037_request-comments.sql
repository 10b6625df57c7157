-- access, 37: what is said about a request while it is on its way, beside its decisions. Creates only; nothing of it is ever changed.

create table access.request_comment (
  centre text not null,
  id uuid not null,
  request uuid not null,
  person uuid not null,
  text text not null check (length(text) between 1 and 1000),
  attachments jsonb not null default '[]',
  at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  foreign key (centre, request) references access.request (centre, id),
  foreign key (centre, person) references access.person (centre, id)
);
create index request_comment_request on access.request_comment (centre, request, id);

alter table access.request_comment enable row level security;
create policy own_centre on access.request_comment using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert on access.request_comment to zhiheng_access;
