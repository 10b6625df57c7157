-- Locks: only the function's own row, for the moment of its replacement.
-- PostgreSQL 18 makes UUIDv7 itself, at a twentieth of the cost; within one backend each is above the last, which is what
-- keeps the entries of one transaction in order. 16 and 17 keep the function of 0001. `p_at` is then the present moment in
-- either case: `audit.append` is the only caller.
do $$
begin
  if current_setting('server_version_num')::integer >= 180000 then
    execute 'create or replace function audit.uuidv7(p_at timestamptz) returns uuid language sql volatile'
      ' as ''select pg_catalog.uuidv7()''';
  end if;
end $$;
