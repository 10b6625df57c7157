import type { Merge } from '@zhiheng/contracts';
import { decidersOn } from './merges.ts';
import { staffNumberFor } from './sight.ts';
import type { MergeRow } from './store/merge-store.ts';
import { findPerson, type PersonRow, usernamesOf } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** Units whose people's merges are seen. */
export const unitsOfMerges = ({ sight }: View): string[] => [...sight.overseen];

/** A record as the viewer may see it. */
export const recordFor = ({ sight }: View, person: PersonRow) => {
  const { id, username, name, unit, post, state } = person;
  return { id, username, name, staffNumber: staffNumberFor(sight, person), unit, post, state };
};

export async function mergeDocument(view: View, row: MergeRow): Promise<Merge> {
  const { transaction, centre, policy } = view;
  const record = async (id: string) => recordFor(view, (await findPerson(transaction, centre, id)) as PersonRow);
  const deciders = row.state === 'asked' ? await decidersOn(transaction, policy, row) : [];
  const names = await usernamesOf(transaction, centre, [
    row.askedBy,
    ...(row.decidedBy === null ? [] : [row.decidedBy]),
    ...deciders,
  ]);
  const { id, reason, state, comment, effects, askedAt, decidedAt, decidedBy } = row;
  return {
    ...{ id, reason, state, comment, effects },
    suggestedGrants: [],
    person: await record(row.person),
    into: await record(row.into),
    askedBy: names.get(row.askedBy) ?? null,
    askedAt: askedAt.toISOString(),
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? null),
    decidedAt: decidedAt?.toISOString() ?? null,
    candidates: deciders.map((person) => names.get(person) ?? person).sort(),
  };
}
