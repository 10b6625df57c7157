-- access, 75: the id of a unit, for what other services tell people about it. One view, replaced; nothing is rewritten.

create or replace view access.published_unit as
  select centre, code as unit, parent, kind, name, id from access.unit where centre = current_setting('zhiheng.centre', true);
