-- Locks: ACCESS EXCLUSIVE on audit.export for the moment in which it gets a column; the index is of a new column without values.
-- The key by which a retry of asking for an export is known: kept as long as the export is.
alter table audit.export add idempotency_key varchar(200);
create unique index export_once on audit.export (centre, client, person, idempotency_key) nulls not distinct
  where idempotency_key is not null;
