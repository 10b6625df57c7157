import { type Deed, didDo, type RecordedCase, severityOf } from '@zhiheng/duties';
import { encodeCursor } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type ConflictsWanted, isWithin } from './conflicts.ts';
import { type PastPractice, pastPractices } from './did-practise.ts';
import { onAllItems } from './duty-check.ts';
import { deedsLessExcepted } from './excepted.ts';
import { exceptionsByHuman, pastByHuman, recordsOf } from './humans.ts';
import { type PastAsked, type PastFound, pastFilterOf } from './past-asked.ts';
import { subjectReach } from './step-grounds.ts';
import { type Candidate, exceptionsEver, type PastCase, readCandidates, readPast } from './store/did-do-store.ts';
import { peopleById } from './store/people-store.ts';
import { bindingKey } from './store/policy-store.ts';
import type { View } from './viewer.ts';

/** What was done on cases, with these. */
export interface PastDeed extends PastFound<Deed> {
  cases: PastCase[];
  /** The place in the list: the anchor it was read from, and which of that anchor's it is. */
  anchor: string;
  key: string;
}

/** A page of it. */
export interface PastWanted extends PastAsked {
  after?: { anchor: string; key: string };
  limit: number;
}

/** Cases that are looked at at once; and as many times that a page goes on looking at most. */
const batch = 200;
const mostBatches = 10;
/** Greater than any key. */
const last = '~';
/** What people practised has no case that it was read from: it comes first. */
const noCase = '00000000-0000-0000-0000-000000000000';

/**
 * A page of what people did against the rules as they now stand: first both sides of static rules, by rule and person; then what
 * was done on cases, in the order in which the subjects' first cases were opened. Those are read and judged batch by batch: a page
 * may be short, with a cursor to go on by, where little is found.
 */
export async function pastConflicts(
  view: View,
  wanted: PastWanted,
): Promise<{ data: (PastDeed | PastPractice)[]; nextCursor: string | null }> {
  const { to, after, limit } = wanted;
  const cursor = (anchor: string, key: string): string => encodeCursor([to, anchor, key]);
  const rows: (PastDeed | PastPractice)[] = [];
  if (after === undefined || after.anchor === noCase) {
    const practised = await pastPractices(view, wanted);
    rows.push(...practised.filter(({ key }) => after === undefined || key > after.key));
  }
  const cut = () => {
    const data = rows.slice(0, limit);
    const end = data.at(-1) as PastDeed | PastPractice;
    return { data, nextCursor: cursor('anchor' in end ? end.anchor : noCase, end.key) };
  };
  if (rows.length > limit) return cut();
  if (!isOfCases(view, wanted)) return { data: rows, nextCursor: null };
  const filter = await pastFilterOf(view, wanted);
  let place = after?.anchor === noCase ? undefined : after;
  for (let round = 0; round < mostBatches; round++) {
    const found = await readCandidates(view.transaction, view.centre, {
      ...filter,
      since: place?.anchor,
      limit: batch,
    });
    rows.push(...(await deedsOf(view, found, wanted)).filter((row) => isAfter(row, place)));
    if (rows.length > limit) return cut();
    if (found.length < batch) return { data: rows, nextCursor: null };
    place = { anchor: (found.at(-1) as Candidate).id, key: last };
  }
  return { data: rows, nextCursor: place ? cursor(place.anchor, place.key) : null };
}

/** So many cases are looked at at once, and in all, where everything is told at once. */
const wholeBatch = 1000;
const mostCases = 100_000;

/**
 * All of it at once, for counts and files. `complete` is false where there are more cases than are looked at: then it is what was
 * done on the first of them.
 */
export async function allPastConflicts(
  view: View,
  wanted: PastAsked,
): Promise<{ practices: PastPractice[]; deeds: PastDeed[]; complete: boolean }> {
  const practices = await pastPractices(view, wanted);
  const deeds: PastDeed[] = [];
  if (!isOfCases(view, wanted)) return { practices, deeds, complete: true };
  const filter = await pastFilterOf(view, wanted);
  let place: PastWanted['after'];
  for (let seen = 0; seen < mostCases; seen += wholeBatch) {
    const found = await readCandidates(view.transaction, view.centre, {
      ...filter,
      since: place?.anchor,
      limit: wholeBatch,
    });
    deeds.push(...(await deedsOf(view, found, wanted)).filter((row) => isAfter(row, place)));
    if (found.length < wholeBatch) return { practices, deeds, complete: true };
    place = { anchor: (found.at(-1) as Candidate).id, key: last };
  }
  return { practices, deeds, complete: false };
}

/** Whether what is asked for may have been done on cases: a static rule is practised. */
const isOfCases = ({ policy }: View, { rule }: ConflictsWanted): boolean =>
  rule === undefined || policy.compiled.ruleOf.get(rule)?.kind !== 'static';

const isAfter = ({ anchor, key }: Pick<PastDeed, 'anchor' | 'key'>, place: PastWanted['after']): boolean =>
  place === undefined || anchor > place.anchor || (anchor === place.anchor && key > place.key);

/** What was done on the candidates' cases, each subject where its first case stands, in order. */
async function deedsOf(view: View, candidates: readonly Candidate[], wanted: PastAsked): Promise<PastDeed[]> {
  const anchors = candidates.filter(({ first }) => first);
  if (anchors.length === 0) return [];
  const { transaction, centre, policy } = view;
  const read = await readPast(transaction, centre, anchors, {
    since: reachedFrom(policy, wanted.from),
    to: new Date(wanted.to),
  });
  const cases = pastByHuman(policy, read);
  const doers = [...new Set(cases.flatMap(({ steps }) => steps.map(({ person }) => person)))];
  const exceptions = exceptionsByHuman(policy, await exceptionsEver(transaction, centre, recordsOf(policy, doers)));
  const found = didDo(policy.compiled, cases.map(recorded), {
    exceptions: onAllItems(exceptions),
    boundSince: (item, duties) => policy.boundSince?.get(bindingKey(item, duties)),
  });
  const deeds = deedsLessExcepted(found, exceptions).filter((deed) => isWanted(deed, wanted));
  const people = await peopleById(
    transaction,
    centre,
    deeds.map(({ person }) => person),
  );
  const caseOf = new Map(cases.map((one) => [one.id, one]));
  const anchorOf = new Map(anchors.map(({ id, subject }) => [subject ?? id, id]));
  return deeds
    .flatMap((deed) => {
      const who = people.get(deed.person);
      const severity = severityOf(policy.compiled, deed);
      if (!who || !isWithin(view, who.unit, wanted.unit) || (wanted.severity ?? severity) !== severity) return [];
      const own = deed.cases.flatMap((id) => caseOf.get(id) ?? []);
      const [first] = own;
      const anchor = first && anchorOf.get(first.subject ?? first.id);
      return anchor ? [{ breach: deed, severity, who, cases: own, anchor, key: keyOf(deed) }] : [];
    })
    .sort((a, b) => (isAfter(a, b) ? 1 : -1));
}

/** A rule within a subject looks back beyond `from`. */
function reachedFrom(policy: CentrePolicy, from: number | undefined): Date | null {
  const { days } = subjectReach(policy);
  return from === undefined || days === null ? null : new Date(from - days * 86_400_000);
}

const keyOf = ({ rule, person, cases: [first] }: Deed): string => `${rule}/${person}/${first}`;

const isWanted = ({ rule, person, effect, steps }: Deed, wanted: PastAsked): boolean =>
  (wanted.rule === undefined || rule === wanted.rule) &&
  (wanted.person === undefined || person === wanted.person) &&
  (wanted.effect === undefined || effect === wanted.effect) &&
  steps.some(({ at }) => at >= (wanted.from ?? Number.NEGATIVE_INFINITY) && at < wanted.to);

const recorded = ({ id, item, unit, channel, subject, steps, related }: PastCase): RecordedCase => ({
  ...{ case: id, item, unit, steps },
  channel: channel ?? undefined,
  subject: subject ?? undefined,
  related: new Map(related.map(({ person, self }) => [person, self ? 'self' : 'relation'])),
});
