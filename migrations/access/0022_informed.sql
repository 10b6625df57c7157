-- access, 22: who is told of a request: the head of the beneficiary's home unit, when the grant is in another section.
-- Creates only. Named at submission and then for good: who was told is a fact of the request.

create table access.request_informed (
  centre text not null,
  -- No reference: the key would lock a person after the two that the submission has locked, out of the order of locks.
  person uuid not null,
  request uuid not null,
  primary key (centre, person, request),
  foreign key (centre, request) references access.request (centre, id)
);
create index request_informed_request on access.request_informed (centre, request);

alter table access.request_informed enable row level security;
create policy own_centre on access.request_informed using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert on access.request_informed to zhiheng_access;
