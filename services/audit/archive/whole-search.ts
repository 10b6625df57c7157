import type { Transaction } from '@zhiheng/database';
import { tileWidth } from '@zhiheng/ledger';
import type { Criteria } from '../store/entry-filters.ts';
import { fitting } from '../store/fitting-store.ts';
import type { Stretch } from '../store/leaf-search.ts';
import { type Departed, departed, type LogPlace } from '../store/log-place.ts';
import { endOf, type Found, findDepartedLeaves, findStretch, foundOf, type Hit, placeOf } from '../store/page-store.ts';
import type { Whereabouts } from '../whereabouts.ts';
import { departedEntries, type Lack } from './departed-entries.ts';

export interface FoundEverywhere extends Found {
  /** Why something that was asked for is not here though it should be. */
  lack?: Lack;
}

type Search = (part: Stretch) => Promise<FoundEverywhere>;

/**
 * The first entries of a stretch, those that have left the database with the others, in one order. What the archive gives is judged by the
 * same conditions, so that nobody can tell from the answer where an entry lies.
 */
export async function findEverywhere(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  where: Whereabouts,
): Promise<FoundEverywhere> {
  const gone = await departed(transaction, centre);
  const here: Search = (part) => findStretch(transaction, centre, criteria, part);
  const there: Search = (part) =>
    findDeparted(transaction, centre, criteria, part, { ...where, gone: gone as Departed });
  if (!gone) return here(stretch);
  const { earliest } = stretch.last;
  const beforeHere = ({ at }: LogPlace) => earliest !== null && at < earliest;
  const afterThere = ({ at }: LogPlace) => at > gone.latest;
  const [first, second, outOfFirst, outOfSecond] = stretch.ascending
    ? ([there, here, afterThere, beforeHere] as const)
    : ([here, there, beforeHere, afterThere] as const);
  if (stretch.edge && outOfFirst(stretch.edge)) return second(stretch);
  const begun = await first(stretch);
  const end = endOf(begun);
  if (end && outOfSecond(end)) return begun;
  return merged(begun, await second({ ...stretch, ...(end && { upTo: end }) }), stretch);
}

/** Two answers about one stretch: what lies beyond where either stopped is left to the next page. */
function merged(one: FoundEverywhere, other: FoundEverywhere, { ascending, limit }: Stretch): FoundEverywhere {
  const sign = ascending ? 1 : -1;
  const compare = (a: LogPlace, b: LogPlace) => sign * (a.at - b.at || a.index - b.index);
  const [stop] = [endOf(one), endOf(other)].filter((end) => end !== undefined).sort(compare);
  const all = [one, other]
    .flatMap(({ entries, places }) => entries.map((entry, n) => ({ entry, place: places[n] as LogPlace })))
    .filter(({ place }) => !stop || compare(place, stop) <= 0)
    .sort((a, b) => compare(a.place, b.place));
  const page = all.slice(0, limit);
  const more = all.length > limit;
  const lack = one.lack ?? other.lack;
  return {
    entries: page.map(({ entry }) => entry),
    places: page.map(({ place }) => place),
    more,
    ...(!more && stop && { stoppedAt: stop }),
    ...(lack && { lack }),
  };
}

/** Candidates that one page looks at where a part of the reason is asked for, and bundles that it opens: some 10 MB. */
const mostLooked = 2_000;
const mostOpened = 64;

/** Candidates by their keys, then those whose entries are what is asked for: of a page some or none. */
async function findDeparted(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  stretch: Stretch,
  { gone, ...where }: Whereabouts & { gone: Departed },
): Promise<FoundEverywhere> {
  const { limit, last } = stretch;
  const looked = criteria.reason === undefined ? limit : Math.max(limit, mostLooked);
  const leaves = await findDepartedLeaves(transaction, centre, criteria, {
    ...stretch,
    limit: looked + 1,
    last: { ...last, earliest: null },
    departed: gone,
  });
  const page = inFewBundles(leaves.slice(0, looked));
  const { byId, lack } = await departedEntries(transaction, centre, page, where);
  const fit = await fitting(transaction, criteria, [...byId.values()]);
  const hits = page.filter(({ id }) => fit.has(id));
  const more = hits.length > limit;
  const end = !more && leaves.length > page.length ? page.at(-1) : undefined;
  return {
    ...foundOf(hits.slice(0, limit), byId),
    more,
    ...(end && { stoppedAt: placeOf(end) }),
    ...(lack && { lack }),
  };
}

function inFewBundles(leaves: readonly Hit[]): Hit[] {
  const opened = new Set<number>();
  const beyond = leaves.findIndex(({ index }) => opened.add(Math.floor(index / tileWidth)).size > mostOpened);
  return beyond < 0 ? [...leaves] : leaves.slice(0, beyond);
}
