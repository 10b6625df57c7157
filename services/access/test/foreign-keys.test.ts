import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * Each foreign key has an index whose leading columns it is, so that what refers to a row is found by it. Without one it is
 * justified here: nothing that is referred to is ever deleted or given another key, so that only questions need the index.
 */
const justified = {
  'is read whole, the centre having few': [
    'unit: parent',
    'item: unit',
    'role_inheritance: inherits',
    'exception: rule',
    'exception: control_owner',
    'handover: grant',
    'handover: leaver',
    'birth: postponed_by',
    'rehire: request',
    'adjustment: rule',
    'certification: unit',
    'suspension: unit',
    'transfer: unit',
    'transfer: from_unit',
    'rehire: unit',
    'post_template: request',
    'person_history: unit',
    'policy_history: request',
  ],
  'names who did it, and nobody asks what all somebody did': [
    'case: opened_by',
    'case: cancelled_by',
    'deputy: named_by',
    'deputy: ended_by',
    'exception: ended_by',
    'certification: opened_by',
    'certification: signed_off_by',
    'certification_decision: on_behalf_of',
    'certification_decision: reviewer',
    'certification_showing: reviewer',
    'bulk: requester',
    'suspension: by_person',
    'logged_type: set_by',
    'leave: ordered_by',
    'leave: ended_by',
    'transfer: ordered_by',
    'planned_departure: planned_by',
    'planned_departure: closed_by',
    'planned_departure: departure',
    'handover: taken_over_by',
    'handover: signed_by',
    'rehire: by_person',
    'rehire: account',
    'request_comment: person',
    'roster: uploaded_by',
    'roster: applied_by',
    'roster_limit: set_by',
    'account_settings: set_by',
    'dormancy: asked_by',
    'dormancy: decided_by',
    'person_merge: asked_by',
    'person_merge: decided_by',
  ],
  'is asked from the other side, by a key that begins otherwise': [
    'request: id, on_behalf_of',
    'decision_voice: person',
    'decision_voice: request, requester, beneficiary',
    'decision: request, on_behalf_of',
    'decision: request, stage',
    'certification_holding: grant',
    'certification_decision: certification, grant, holder',
    'certification_decision: request',
    'adjustment: exception',
    'adjustment: request',
    'grant: ended_request',
    'grant: extended_request',
    'person_history: transfer',
    'person_history: rehire',
  ],
  'is bounded by what else is asked, newest first': ['request: role', 'request: rule', 'request: unit', 'case: unit'],
  'is a part of the exclusion of overlapping grants, and of who holds a role where': ['grant: unit'],
  'has a partial index, of all that are not null': ['bulk_line: request', 'person: merged_into'],
};

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

test('each foreign key is led by an index, or is justified', async () => {
  const owner = await database.owner();
  // An index serves when its first columns are those of the key, in whichever order.
  const { rows } = await owner.pool.query<{ key: string }>(
    `select
        replace(split_part(c.conrelid::regclass::text, '.', 2), '"', '') || ': ' || array_to_string(f.columns, ', ') as key
      from pg_constraint c cross join lateral (
        select array_agg(a.attname::text order by k.place) as columns from unnest(c.conkey) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number and a.attname <> 'centre') f
      where c.contype = 'f' and c.connamespace = 'access'::regnamespace and f.columns is not null and not exists (
        select from pg_index i where i.indrelid = c.conrelid and i.indisvalid and i.indpred is null
          and (select array_agg(n order by n) from unnest(c.conkey) n)
            = (select array_agg(n order by n) from unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) n))
      order by key`,
  );
  expect(rows.map(({ key }) => key)).toEqual(Object.values(justified).flat().sort());
});
