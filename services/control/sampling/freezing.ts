import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { fromBase64, toBase64, toHex } from '@zhiheng/ledger';
import { count, emptyFrame, type Frame, grown, lineOf, type Member } from '@zhiheng/sampling';
import { authorityOf, requireAuthority } from '../authority.ts';
import { moveInspection } from '../store/inspection-store.ts';
import {
  addToGroups,
  advanceFreeze,
  endFreeze,
  type FreezePosition,
  type Group,
  insertPopulation,
  type PlacedMember,
  readFreeze,
  readGroups,
} from '../store/population-store.ts';
import { appendMove, requireState } from './planning.ts';
import { sha256 } from './platform-hash.ts';
import { readMembers } from './population.ts';

/** How many members a transaction takes: the log waits for no longer than for these. */
const portion = 10_000;

/** Begins the freeze, once. Throws Problem `not-permitted`, `not-found`, `wrong-state` for a second one. */
export async function askFreeze(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<void> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireState(transaction, centre, id, ['planned']);
  await moveInspection(transaction, centre, id, 'freezing');
  await appendMove(transaction, centre, { id, trace, action: 'inspection.freezing', from: 'planned', to: 'freezing' });
}

/**
 * Takes further members into the population, portion by portion, each hashed onto the tree in the transaction that stores it; the last one
 * freezes it and logs the root. It goes on where it, or another process, has stopped; of two at once one goes on.
 */
export async function continueFreeze(
  database: Database,
  centre: string,
  id: string,
  { portions = Number.POSITIVE_INFINITY, size = portion } = {},
): Promise<boolean> {
  for (let done = 0; done < portions; done++) {
    const outcome = await freezePortion(database, centre, id, size);
    if (outcome !== 'more') return outcome === 'frozen';
  }
  return false;
}

/** What is read is read before anything is locked: the log waits for no transaction that only reads. */
async function freezePortion(
  database: Database,
  centre: string,
  id: string,
  limit: number,
): Promise<'more' | 'frozen' | 'overtaken'> {
  const before = await inCentre(database, centre, async (transaction) => {
    const position = await readFreeze(transaction, centre, id, { lock: false });
    if (!position) return undefined;
    const { kind, period, plan, last } = position;
    const members = await readMembers(transaction, centre, kind, { period, plan, after: last, limit });
    return { last, members };
  });
  if (!before) return 'overtaken';
  return inCentre(database, centre, async (transaction) => {
    const position = await readFreeze(transaction, centre, id, { lock: true });
    if (!position || position.last !== before.last) return 'overtaken';
    const root = await take(transaction, centre, id, { position, members: before.members });
    if (before.members.length === limit) return 'more';
    await end(transaction, centre, id, { root, size: position.size + before.members.length });
    return 'frozen';
  });
}

interface Taking {
  position: FreezePosition;
  members: readonly Member[];
}

/** Stores them, grows the tree and the counts; gives the root. */
async function take(
  transaction: Transaction,
  centre: string,
  id: string,
  { position, members }: Taking,
): Promise<Uint8Array> {
  const { plan, size, edge } = position;
  const numbers = numbering(await readGroups(transaction, centre, id));
  const frame: Frame = { ...emptyFrame(), members: size, must: position.must, moneyFen: position.moneyFen };
  const rows = members.map((member, place): PlacedMember => {
    const { stratum, moneyFrom } = count(frame, member, plan);
    return { ordinal: size + place, member, stratum: stratum === null ? null : numbers('stratum', stratum), moneyFrom };
  });
  const tiles = edge.map(([level, n, data]) => ({ level, n, data: fromBase64(data) as Uint8Array }));
  const tree = grown({ size, edge: tiles }, members.map(lineOf), sha256);
  if (members.length === 0) return tree.root;
  await insertPopulation(transaction, centre, id, rows);
  const groups = (['stratum', 'operator'] as const).flatMap((kind) =>
    [...(kind === 'stratum' ? frame.strata : frame.operators)].map(
      ([key, added]): Group => ({ kind, key, number: numbers(kind, key), members: added }),
    ),
  );
  await addToGroups(transaction, centre, id, groups);
  await advanceFreeze(transaction, centre, id, {
    ...{ last: (members.at(-1) as Member).id, size: frame.members, must: frame.must, moneyFen: frame.moneyFen },
    edge: tree.edge.map(({ level, n, data }) => [level, n, toBase64(data)]),
  });
  return tree.root;
}

/** Numbers of groups: those that are there keep theirs, a new one gets the next. */
function numbering(groups: readonly Group[]): (kind: Group['kind'], key: string) => number {
  const numbers = new Map(groups.map(({ kind, key, number }) => [`${kind} ${key}`, number]));
  const next = { stratum: 0, operator: 0 };
  for (const { kind } of groups) next[kind] += 1;
  return (kind, key) => {
    const known = numbers.get(`${kind} ${key}`);
    if (known !== undefined) return known;
    const number = next[kind]++;
    numbers.set(`${kind} ${key}`, number);
    return number;
  };
}

async function end(
  transaction: Transaction,
  centre: string,
  id: string,
  { root, size }: { root: Uint8Array; size: number },
): Promise<void> {
  const entry = await appendMove(transaction, centre, {
    ...{ id, trace: { client: 'control' }, action: 'inspection.frozen', from: 'freezing', to: 'frozen' },
    details: { size, root: toHex(root) },
  });
  await endFreeze(transaction, centre, id, { root, entry });
}
