-- Locks: SHARE on audit.entry and its partitions while the indexes are built: appends wait, about a second a million
-- entries. To keep a large log appending, create each index concurrently on every partition beforehand: the parent's then
-- takes over one that says the same.
-- A client or a kind of target that fills the log is soon found by walking it; for one that is rare, or is none, these tell of
-- each stretch of the table whether it can hold any. They are kept at vacuum, not at append: B-trees in their place cost an
-- append a twelfth more.
create index entry_rare on audit.entry using brin (centre text_bloom_ops(n_distinct_per_range = 16, false_positive_rate = 0.001),
  client text_bloom_ops(n_distinct_per_range = 40, false_positive_rate = 0.001),
  target_type text_bloom_ops(n_distinct_per_range = 40, false_positive_rate = 0.001)) with (pages_per_range = 32, autosummarize = on);
-- Who looks for a part of a reason reads only entries that have one. Trigrams would answer faster, but not the two
-- characters of most Chinese words, and cost an append more than all its indexes together.
create index entry_reason on audit.entry (centre, id) where reason is not null;
