import { type FindingInput, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem } from '@zhiheng/http';
import { spanOf } from '../month.ts';
import { readItemOwner, readUnits } from '../store/directory-store.ts';
import { caseMoved, drawnPlaces, findPaperOrigin, holdSelfCheck } from '../store/finding-origin-store.ts';
import { readCaseItem } from '../store/named-store.ts';
import { type Contains, subtreesOf } from '../unit-tree.ts';

type Place = Pick<FindingInput, 'unit' | 'item' | 'case'>;
export type Origin = { kind: 'sample' | 'inspection' | 'self-check'; about: string };

/**
 * What a finding that is recorded by hand is of: there, and such that the finding can come from it. Gives item and case, which are the sample's where it
 * comes from one. Throws Problem `not-found` for what is not there, `took-part` for who had a part in what was drawn, `wrong-state` for a self-check
 * that nobody has signed off, `invalid-request` with each field that is not what it comes from has.
 */
export async function placeFrom(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { kind, about }: Origin,
  place: Place,
): Promise<Place> {
  if (kind === 'self-check') return ofSelfCheck(transaction, centre, about, place);
  const paper = await findPaperOrigin(transaction, centre, about);
  if (kind === 'inspection' && !paper) return ofInspection(transaction, centre, about, place);
  if (!paper || (kind === 'sample') !== (paper.case !== null)) throw noOrigin('paper', about);
  if (paper.barred.includes(person)) throw new Problem('took-part', said('finding-took-part'));
  const { unit, item, case: ofCase } = place;
  refuse({
    unit: unit !== paper.unit,
    item: item !== undefined && item !== paper.item,
    case: ofCase !== undefined && ofCase !== paper.case,
  });
  return { unit, ...(paper.item === null ? {} : { item: paper.item, case: paper.case as string }) };
}

/** Of an inspection as a whole: of a unit, an item and, where one is named, a case of which something was drawn. */
async function ofInspection(transaction: Transaction, centre: string, about: string, place: Place): Promise<Place> {
  const { unit, item, case: ofCase } = place;
  const drawn = await drawnPlaces(transaction, centre, {
    inspection: about,
    ...(ofCase === undefined ? {} : { drawn: ofCase }),
  });
  if (!drawn) throw noOrigin('inspection', about);
  const contains = subtreesOf(await readUnits(transaction, centre));
  const within = drawn.filter((one) => contains(unit, one.unit));
  refuse({
    case: ofCase !== undefined && drawn.length === 0,
    unit: (ofCase === undefined || drawn.length > 0) && within.length === 0,
    item: item !== undefined && within.length > 0 && !within.some((one) => one.item === item),
  });
  return place;
}

/** Of a self-check that was signed off: of its section’s unit and business, and in its month. */
async function ofSelfCheck(transaction: Transaction, centre: string, about: string, place: Place): Promise<Place> {
  const { unit, item, case: ofCase } = place;
  const check = await holdSelfCheck(transaction, centre, about);
  if (!check) throw noOrigin('self-check', about);
  if (check.state !== 'completed') throw new Problem('wrong-state', said('finding-of-open-self-check'));
  const contains = subtreesOf(await readUnits(transaction, centre));
  const own = (one: string | undefined) => owned(transaction, centre, { section: check.unit, contains }, one);
  refuse({
    unit: !contains(check.unit, unit),
    item: item !== undefined && !(await own(item)),
    case:
      ofCase !== undefined &&
      !(
        (await own(await readCaseItem(transaction, centre, ofCase))) &&
        (await caseMoved(transaction, centre, ofCase, spanOf(check.month)))
      ),
  });
  return place;
}

async function owned(
  transaction: Transaction,
  centre: string,
  { section, contains }: { section: string; contains: Contains },
  item: string | undefined,
): Promise<boolean> {
  const owner = item === undefined ? undefined : await readItemOwner(transaction, centre, item);
  return owner !== undefined && contains(section, owner);
}

const noOrigin = (kind: 'paper' | 'inspection' | 'self-check', about: string) =>
  new Problem('not-found', noSuch(kind, about));

/** Throws `invalid-request` with each field that is another than what the finding comes from has. */
function refuse(other: Record<keyof Place, boolean>): void {
  const others = (Object.keys(other) as (keyof Place)[]).filter((name) => other[name]);
  if (others.length > 0)
    throw fieldsProblem(
      'invalid-request',
      others.map((name) => ({ path: `/${name}`, message: said('finding-of-origin') })),
    );
}
