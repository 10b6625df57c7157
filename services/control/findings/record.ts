import type { AddWorkingDays } from '@zhiheng/calendar';
import { type FindingInput, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { rectifyDoubt } from '../doubts/rectify.ts';
import { readItemOwner, readUnits } from '../store/directory-store.ts';
import { tookPartIn } from '../store/finding-store.ts';
import { readCaseItem, readPeopleNamed } from '../store/named-store.ts';
import { type Origin, placeFrom } from './origin.ts';
import { eyeOf } from './powers.ts';
import { raiseFinding } from './raise.ts';

interface Recording {
  input: FindingInput;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/**
 * Records what an inspector has found; gives its id. Throws Problem `not-permitted`, `not-found` for a unit, item, case or
 * person that is not there, `took-part` for an inspector of their own case; of a doubt as `rectifyDoubt`, of anything else as `placeFrom`.
 */
export async function recordFinding(
  transaction: Transaction,
  caller: PersonCaller,
  { input, trace, addWorkingDays }: Recording,
): Promise<string> {
  const { centre, person } = caller;
  const powers = (await eyeOf(transaction, caller)).powersOn(input.unit);
  if (!powers.inspects && !powers.plans) throw new Problem('not-permitted', said('finding-powers'));
  await requireThere(transaction, centre, input);
  const { operators: named, source, ...found } = input;
  const operators = await peopleOf(transaction, centre, named ?? []);
  const own = found.case !== undefined && (await tookPartIn(transaction, centre, person, found.case));
  if (own || operators.includes(person)) throw new Problem('took-part', said('finding-took-part'));
  if (source?.kind === 'doubt')
    return rectifyDoubt(transaction, caller, source.about, { input: found, operators, trace, addWorkingDays });
  const place = source ? await placeFrom(transaction, caller, source as Origin, found) : {};
  return (await raiseFinding(transaction, centre, {
    ...found,
    ...place,
    operators,
    source: source ?? { kind: 'inspection' },
    by: { person, trace },
    addWorkingDays,
  })) as string;
}

async function requireThere(
  transaction: Transaction,
  centre: string,
  { unit, item, case: ofCase }: FindingInput,
): Promise<void> {
  const units = await readUnits(transaction, centre);
  if (!units.some((one) => one.unit === unit)) throw new Problem('not-found', noSuch('unit', unit));
  if (item !== undefined && (await readItemOwner(transaction, centre, item)) === undefined)
    throw new Problem('not-found', noSuch('item', item));
  if (ofCase === undefined) return;
  const about = await readCaseItem(transaction, centre, ofCase);
  if (about === undefined || (item !== undefined && about !== item))
    throw new Problem('not-found', noSuch('case', ofCase));
}

async function peopleOf(transaction: Transaction, centre: string, usernames: readonly string[]): Promise<string[]> {
  const found = await readPeopleNamed(transaction, centre, usernames);
  return usernames.map((username) => {
    const one = found.find((person) => person.username === username);
    if (!one) throw new Problem('not-found', noSuch('person', username));
    return one.person;
  });
}
