-- access, 78: what a batch of steps locks and is judged by is read along indexes, each in their order.
-- Locks: only the function's own row.

-- A few rows by their keys: a bitmap of where they lie, and to sort them afterwards, took an eighth of the call.
alter function access.steps_at_hand(text, text[], uuid[], text[], int, uuid[], uuid[], text[], text[], text[]) set enable_bitmapscan = off;
