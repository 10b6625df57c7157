import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { toHex } from '@zhiheng/ledger';
import { type Chosen, moneyStart, quotasOf, sampleTree, seedOf } from '@zhiheng/sampling';
import { authorityOf, requireAuthority } from '../authority.ts';
import { type Seals, sealedTo } from '../seals.ts';
import {
  type Drawable,
  endDraw,
  findCandidates,
  findOfOperators,
  insertSample,
  readDrawable,
  scanSettings,
} from '../store/draw-store.ts';
import { askToDraw, lockInspection, readSealed } from '../store/inspection-store.ts';
import { firstCovering } from '../store/log-proof-store.ts';
import { type Group, readGroups } from '../store/population-store.ts';
import { byMoney, byMust, type CandidateRows } from './candidate-rows.ts';
import { appendMove, requireState } from './planning.ts';
import { sha256 } from './platform-hash.ts';

/** Asks for the draw; asked again it changes nothing. Throws Problem `not-permitted`, `not-found`, `wrong-state`. */
export async function askDraw(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  const { drawAsked } = await requireState(transaction, centre, id, ['frozen']);
  if (drawAsked) return;
  await askToDraw(transaction, centre, id, person);
  await appendMove(transaction, centre, { id, trace, action: 'inspection.draw-asked', from: 'frozen', to: 'frozen' });
}

/**
 * Draws, when a signed checkpoint covers the freeze; gives false while none does. The seed is the hash of the secret with the first one that
 * does, so whoever comes to it, and however often, draws the same: one of them stores it.
 */
export async function tryDraw(database: Database, centre: string, id: string, seals: Seals): Promise<boolean> {
  const found = await inCentre(
    database,
    centre,
    async (transaction) => {
      const drawable = await readDrawable(transaction, centre, id);
      const head = drawable && (await firstCovering(transaction, centre, drawable.frozenEntry));
      if (!drawable || !head) return undefined;
      const secret = seals.open(sealedTo(centre, id), await readSealed(transaction, centre, id));
      const drawn = await choose(transaction, centre, id, { drawable, seed: seedOf(secret, head.note, sha256) });
      return { drawn, note: head.note };
    },
    scanSettings,
  );
  if (!found) return false;
  const { drawn, note } = found;
  return inCentre(database, centre, async (transaction) => {
    if ((await lockInspection(transaction, centre, id))?.state !== 'frozen') return false;
    const { root, size: sampled } = sampleTree(drawn, sha256);
    for (let at = 0; at < drawn.length; at += insertedAtOnce)
      await insertSample(transaction, centre, id, drawn.slice(at, at + insertedAtOnce));
    await endDraw(transaction, centre, id, { checkpoint: note, sampled, root });
    await appendMove(transaction, centre, {
      ...{ id, trace: { client: 'control' }, action: 'inspection.drawn', from: 'frozen', to: 'drawn' },
      details: { sampled, root: toHex(root), checkpoint: toHex(sha256(Buffer.from(note))) },
    });
    return true;
  });
}

const insertedAtOnce = 20_000;

/**
 * What is drawn of a frozen population by a seed: ranked by the database and cut here to what `Drawing` gives anybody who draws again. What is
 * drawn for the sake of operators is added from their own first, which are read only for who is short.
 */
export async function choose(
  transaction: Transaction,
  centre: string,
  id: string,
  { drawable, seed }: { drawable: Drawable; seed: Uint8Array },
): Promise<Chosen[]> {
  const { plan } = drawable;
  const groups = await readGroups(transaction, centre, id);
  const of = (kind: Group['kind']) => groups.filter((group) => group.kind === kind);
  const quotas = quotasOf(plan, new Map(of('stratum').map(({ key, members }) => [key, members])));
  const { intervalFen } = plan;
  const money = intervalFen === undefined ? null : { startFen: moneyStart(seed, intervalFen, sha256), intervalFen };
  const strata = new Map(of('stratum').map((group) => [group.number, { ...group, quota: quotas.get(group.key) ?? 0 }]));
  const wish = { operators: of('operator').length, enough: plan.perOperator };
  const look = async (bounds: readonly number[] | null) =>
    cut(await findCandidates(transaction, centre, id, { seed, money, bounds }), { strata, seed, wish });
  const wanted = [...quotas.values()].reduce((sum, quota) => sum + quota, 0);
  let found = await look(boundsOf(strata));
  if (found.ofStrata < wanted) found = await look(null);
  const missing = new Map(
    of('operator').flatMap(({ key }) => {
      const short = plan.perOperator - (found.ofOperators.get(key) ?? 0);
      return short > 0 ? [[key, short] as const] : [];
    }),
  );
  if (missing.size === 0) return found.drawn;
  const within = new Set(found.drawn.map(({ ordinal }) => ordinal));
  // As many again as they may have been drawn by other ways.
  const first = await findOfOperators(transaction, centre, id, {
    ...{ seed, operators: [...missing.keys()], each: 2 * plan.perOperator },
  });
  const more = first.filter(({ ordinal, operator }) => {
    const short = missing.get(operator) ?? 0;
    if (within.has(ordinal) || short === 0) return false;
    missing.set(operator, short - 1);
    return true;
  });
  const added = more.map(({ ordinal, id: member }): Chosen => ({ ordinal, member: { id: member }, why: 'operator' }));
  return [...found.drawn, ...added].sort((a, b) => a.ordinal - b.ordinal);
}

interface Cutting {
  strata: ReadonlyMap<number, { quota: number }>;
  seed: Uint8Array;
  /** How many operators there are, and how many members each is to have at least. */
  wish: { operators: number; enough: number };
}

/** What is in for certain, and of each stratum its quota; in the order of the population, and how many of it each operator did, as far as wished. */
function cut(candidates: CandidateRows, { strata, seed, wish }: Cutting) {
  const chosen: number[] = [];
  let ofStrata = 0;
  for (const [stratum, all] of candidates.byStratum()) {
    const own = stratum < 0 ? all : candidates.first(all, strata.get(stratum)?.quota ?? 0, seed);
    for (const place of own) chosen.push(place);
    if (stratum >= 0) ofStrata += own.length;
  }
  // As the server sent them they are nearly in order.
  const places = Int32Array.from(chosen).sort();
  const drawn = Array.from(places, (place): Chosen => {
    const stratum = candidates.stratum(place);
    const why = stratum === byMust ? 'must' : stratum === byMoney ? 'money' : 'stratum';
    return { ordinal: candidates.ordinal(place), member: { id: candidates.id(place) }, why };
  });
  const ofOperators = candidates.operators(places, wish);
  return { drawn: drawn.sort((a, b) => a.ordinal - b.ordinal), ofOperators, ofStrata };
}

/** The bounds of all strata by their numbers. */
function boundsOf(strata: ReadonlyMap<number, { quota: number; members: number }>): number[] {
  const bounds: number[] = [];
  for (const [stratum, { quota, members }] of strata) bounds[stratum] = boundOf(quota, members);
  return bounds;
}

/** Up to what first byte the ranks of the first of a stratum lie, but for less than one time in a thousand million; then all are looked at. */
function boundOf(quota: number, members: number): number {
  if (quota === 0) return -1;
  const share = (quota + 6 * Math.sqrt(quota) + 12) / members;
  return Math.min(256, Math.ceil(256 * share)) - 1;
}
