-- access, 37: a request keeps of what kind its unit was when it was asked for: a chain is chosen by that, too, and a request whose unit
-- has become another since may have been decided on by the wrong one.
-- Adds a column without a default, which takes a moment; of requests before it is not known.

alter table access.request add column unit_kind text;
