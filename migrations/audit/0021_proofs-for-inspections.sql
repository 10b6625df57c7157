-- audit, 21: what a draw takes its seed from and is proven by: signed heads, hashes of the tree, and entries about inspections with their places.
-- Creates views only; locks nothing. None tells more of any other entry than its hash.

create view audit.published_checkpoint as
  select c.centre, c.size, c.root, c.note, c.at, l.origin, l.hash
  from audit.checkpoint c join audit.log l on l.centre = c.centre
  where c.centre = current_setting('zhiheng.centre', true);

create view audit.published_tile as
  select centre, level, n, data from audit.tile where centre = current_setting('zhiheng.centre', true);

create view audit.published_inspection_entry as
  select e.centre, e.id, e.at, e.action, e.outcome, e.actor, e.person, e.account, e.client, e.about, e.target_type, e.target, e.unit, e.item,
    e."case", e.reason, e.correlation_id, e.address, e.before, e.after, e.details, l.index
  from audit.entry e left join audit.leaf l on l.centre = e.centre and l.entry = e.id
  where e.centre = current_setting('zhiheng.centre', true) and e.target_type = 'inspection'
    and e.action in ('inspection.planned', 'inspection.frozen', 'inspection.drawn', 'inspection.revealed');

grant select on audit.published_checkpoint, audit.published_tile, audit.published_inspection_entry to zhiheng_control;
