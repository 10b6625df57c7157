import type { Transaction } from '@zhiheng/database';
import type { Criteria } from './entry-filters.ts';
import { isIndexed } from './leaf-keys.ts';
import { allMatches, costOf, firstOf, type Leaves, pickOut, type Search, walk, whole } from './leaf-search.ts';
import { indexesOf, listed } from './posting-store.ts';

/**
 * A hundredth of a second, in the unit of PostgreSQL's planner: what it reckons to find for less is found whole and sorted. Beyond that it is quicker to
 * walk the keys in order, which fills a page soon wherever they meet.
 */
const cheapest = 5_000;
/** What it reckons for a leaf that is looked up by its index. */
const perLeaf = 2.5;
/** Where more than one leaf of so many has what is asked for, to pass over the others costs less than to look each of them up. */
const crowd = 32;

/** What is read of the leaves found. */
export interface Read<Row> {
  rows: Row[];
  /** How many leaves it was. */
  seen: number;
}

/**
 * Reads the first leaves of a stretch that match, found in whichever way costs least: by the index of a field, or by posting lists. Of these only as many
 * segments are looked through as fill the stretch by what leaves say; where entries say something else, more.
 *
 * `cheap`: up to which cost all matches are found and sorted.
 */
export async function readFirst<Row>(
  transaction: Transaction,
  search: Search,
  read: (leaves: Leaves) => Promise<Read<Row>>,
  cheap = cheapest,
): Promise<Row[]> {
  for (let want = search.stretch.limit; ; want *= 8) {
    const found = await Promise.all(
      branches(search.criteria).map((criteria) => choose(transaction, { ...search, criteria }, want, cheap)),
    );
    const behind = found.flatMap((one) => one.behind ?? []);
    const nearest = search.stretch.ascending ? Math.min(...behind) : Math.max(...behind);
    const leaves = firstOf(
      found.map((one) => one.leaves),
      search.stretch,
      behind.length ? nearest : undefined,
    );
    const { rows, seen } = await read(leaves);
    if (behind.length === 0 || seen >= search.stretch.limit) return rows;
  }
}

/** Each alternative by itself: however unevenly they lie in the log, no more is read than a page of each. */
const branches = (criteria: Criteria): Criteria[] =>
  criteria.either.length === 0
    ? [criteria]
    : criteria.either.map((choice) => ({ ...criteria, either: [], choices: [...criteria.choices, choice] }));

async function choose(
  transaction: Transaction,
  search: Search,
  want: number,
  cheap: number,
): Promise<{ leaves: Leaves; behind?: number }> {
  const { centre, criteria, stretch } = search;
  const { choices, since, until } = criteria;
  if (choices.some(({ key }) => isIndexed(key))) {
    const few = choices.length > 1 && (await costOf(transaction, allMatches(search))) <= cheap;
    return { leaves: (few ? whole : walk)(search) };
  }
  if (choices.length === 0) return { leaves: walk(search) };
  const lists = await listed(transaction, centre, choices, { ...stretch, since, until }, want);
  const { behind } = lists;
  const within = behind === undefined ? search : { ...search, behind };
  const few = lists.count * perLeaf <= cheap || (cheap >= 0 && lists.count * crowd < lists.among);
  const leaves = few ? pickOut(within, indexesOf(lists), lists.unlisted) : walk(within);
  return { leaves, ...(behind !== undefined && { behind }) };
}
