import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { toHex } from '@zhiheng/ledger';
import {
  Drawing,
  type Drawn,
  emptyFrame,
  type Frame,
  moneyStart,
  quotasOf,
  sampleTree,
  seedOf,
} from '@zhiheng/sampling';
import { authorityOf, requireAuthority } from '../authority.ts';
import { type Seals, sealedTo } from '../seals.ts';
import {
  type Candidate,
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

/** What is drawn of a frozen population by a seed: looked for by the database, chosen by the one rule that anybody redraws with. */
export async function choose(
  transaction: Transaction,
  centre: string,
  id: string,
  { drawable, seed }: { drawable: Drawable; seed: Uint8Array },
): Promise<Drawn[]> {
  const { plan } = drawable;
  const groups = await readGroups(transaction, centre, id);
  const frame = frameOf(groups, drawable);
  const strata = groups.filter(({ kind }) => kind === 'stratum');
  const names = new Map(strata.map(({ key, number }) => [number, key]));
  const quotas = quotasOf(plan, frame.strata);
  const { intervalFen } = plan;
  const money = intervalFen === undefined ? null : { startFen: moneyStart(seed, intervalFen, sha256), intervalFen };
  const look = (among: readonly Group[], boundFor: (group: Group) => Uint8Array) => {
    const bounds = among.map((group) => ({ stratum: group.number, below: boundFor(group) }));
    const partial = bounds.filter(({ below }) => below !== everything).map(({ below }) => below);
    const whole = bounds.filter(({ below }) => below === everything).map(({ stratum }) => stratum);
    const greatest = partial.reduce(
      (most, bound) => (Buffer.compare(bound, most) > 0 ? bound : most),
      new Uint8Array(),
    );
    return findCandidates(transaction, centre, id, { seed, money, bounds, greatest, whole });
  };
  const candidates = await look(strata, ({ key, members }) => boundOf(quotas.get(key) ?? 0, members));
  const all = new Map(candidates.map((candidate) => [candidate.ordinal, candidate]));
  const add = (more: readonly Candidate[]) => {
    for (const candidate of more) all.set(candidate.ordinal, candidate);
  };
  const short = shortOf(candidates, strata, quotas);
  if (short.length > 0) add(await look(short, () => everything));
  const drawing = () => {
    const made = new Drawing(plan, frame, seed, sha256);
    for (const { ordinal, stratum, moneyFrom, ...member } of all.values())
      made.add(ordinal, member, { stratum: stratum === null ? null : (names.get(stratum) as string), moneyFrom });
    return made;
  };
  const once = drawing();
  const missing = [...once.missing().keys()];
  if (missing.length === 0) return once.sample();
  // As many again as they may have been drawn by other ways.
  add(await findOfOperators(transaction, centre, id, { seed, operators: missing, each: 2 * plan.perOperator }));
  return drawing().sample();
}

function frameOf(groups: readonly Group[], { size, must, moneyFen }: Drawable): Frame {
  const of = (kind: Group['kind']) =>
    new Map(groups.filter((group) => group.kind === kind).map(({ key, members }) => [key, members]));
  return { ...emptyFrame(), members: size, must, moneyFen, strata: of('stratum'), operators: of('operator') };
}

/** Below what rank the first of a stratum lie, but for less than one time in a thousand million; those are looked for again. */
function boundOf(quota: number, members: number): Uint8Array {
  if (quota === 0) return new Uint8Array(1);
  const share = (quota + 6 * Math.sqrt(quota) + 12) / members;
  if (share >= 0.5) return everything;
  const bound = Buffer.alloc(6);
  bound.writeUIntBE(Math.ceil(share * 2 ** 48), 0, 6);
  return bound;
}
/** Greater than every rank. */
const everything = new Uint8Array(33).fill(0xff);

function shortOf(
  candidates: readonly Candidate[],
  strata: readonly Group[],
  quotas: ReadonlyMap<string, number>,
): Group[] {
  const found = new Map<number, number>();
  for (const { stratum } of candidates) if (stratum !== null) found.set(stratum, (found.get(stratum) ?? 0) + 1);
  return strata.filter(({ key, number }) => (found.get(number) ?? 0) < (quotas.get(key) ?? 0));
}
