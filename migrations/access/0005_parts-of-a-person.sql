-- access, 5: the parts of a person, found by the case too. Replaces an index; held for the moment that building it takes.
-- The check that a step stands on its person's part keeps its plan as long as its connection. Made while the table was
-- small, it read all parts of the person for each of their steps; by this index it reads one, whichever plan is kept.

drop index access.case_person_person;
create index case_person_person on access.case_person (centre, person, "case");
