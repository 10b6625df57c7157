import { type AccountFinding, type AccountFindingKind, type AccountReport, accountFindings } from '@zhiheng/contracts';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';
import { act } from './act.ts';
import { rootOf } from './centre-policy.ts';
import type { Desk } from './desk.ts';
import { unitsReviewed } from './duplicates.ts';
import { type FindingRow, type FoundByQuery, listFindings } from './store/account-report-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { idleAccounts } from './store/dormancy-store.ts';
import { append } from './store/log-store.ts';
import { listPairs } from './store/merge-store.ts';
import { peopleById } from './store/people-store.ts';
import { type View, viewOf } from './viewer.ts';

/** Days ahead for which accounts are told that are about to be suspended. */
const soonDays = 14;
/** A review counts and prints so many of a kind. */
const most = 10_000;
/** Of no unit: for who looks after the whole centre. */
const ofCentre: readonly AccountFindingKind[] = ['without-account', 'client-unowned', 'client-unused'];
const kinds = Object.keys(accountFindings) as AccountFindingKind[];

type Found = FindingRow & { keys: string[] };
interface Page {
  after?: readonly string[] | undefined;
  limit: number;
}

/** How many of each kind there are, as far as the caller looks after accounts. Throws `not-permitted`. */
export const accountReport = (desk: Desk, caller: PersonCaller, trace: Trace): Promise<AccountReport> =>
  reviewing(desk, caller, trace, {}, async (view, units) => {
    const findings: AccountReport['findings'] = [];
    for (const kind of kindsFor(view, units)) {
      const found = (await findingsOf(view, kind, units, { limit: most })).length;
      findings.push({ kind, count: found, more: found === most });
    }
    return { at: new Date(await databaseNow(view.transaction)).toISOString(), findings };
  });

/** A page of one kind, with the keys of each row's place. Throws `not-permitted`. */
export const accountFindingsPage = (
  desk: Desk,
  caller: PersonCaller,
  kind: AccountFindingKind,
  page: Page,
  trace: Trace,
): Promise<{ finding: AccountFinding; keys: string[] }[]> =>
  reviewing(desk, caller, trace, { kind }, async (view, units) => {
    if (!kindsFor(view, units).includes(kind)) return [];
    const rows = await findingsOf(view, kind, units, page);
    return rows.map(({ keys, ...row }) => ({ keys, finding: toFinding(kind, row) }));
  });

/** All of it as a workbook, a sheet a kind. Throws `not-permitted`. */
export const accountSheets = (desk: Desk, caller: PersonCaller, english: boolean, trace: Trace): Promise<Sheet[]> =>
  reviewing(desk, caller, trace, { file: 'xlsx' }, async (view, units) => {
    const say = (zh: string, en: string) => (english ? en : zh);
    const columns = [
      { title: say('账号', 'Account'), width: 24 },
      { title: say('姓名', 'Name'), width: 18 },
      { title: say('机构', 'Unit'), width: 24 },
      { title: say('自', 'Since'), width: 22 },
      { title: say('将停用于', 'To be suspended'), width: 22 },
      { title: say('另一账号', 'Other account'), width: 24 },
    ];
    const sheets: Sheet[] = [];
    for (const kind of kindsFor(view, units)) {
      const rows = await findingsOf(view, kind, units, { limit: most });
      sheets.push({
        // A name of a sheet has 31 characters at most.
        name: accountFindings[kind][english ? 'en' : 'zh'].slice(0, 31),
        columns,
        rows: rows.map(({ account, name, unit, since, dueAt, other }): Cell[] => [
          account,
          name,
          unit,
          since,
          dueAt,
          other,
        ]),
      });
    }
    return sheets;
  });

const kindsFor = ({ policy }: View, units: readonly string[]): AccountFindingKind[] =>
  kinds.filter((kind) => !ofCentre.includes(kind) || units.includes(rootOf(policy)));

async function reviewing<T>(
  desk: Desk,
  caller: PersonCaller,
  trace: Trace,
  details: Record<string, string>,
  read: (view: View, units: string[]) => Promise<T>,
): Promise<T> {
  const { centre } = caller;
  const facts = { ...trace, action: 'accounts.reviewed', targetType: 'centre', target: centre, details } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const view = await viewOf(desk, transaction, caller);
    const found = await read(view, unitsReviewed(view));
    await append(transaction, centre, { ...facts, outcome: 'done' });
    return found;
  });
}

async function findingsOf(view: View, kind: AccountFindingKind, units: string[], page: Page): Promise<Found[]> {
  const { transaction, centre } = view;
  if (kind === 'duplicate') return duplicatesOf(view, units, page);
  if (kind === 'unused') {
    const idle = await idleAccounts(transaction, centre, { withinDays: soonDays, units, limit: most });
    const rows = idle.map(
      ({ username: account, ...one }): Found => ({ ...pick(one), account, other: null, keys: [account] }),
    );
    const start = page.after === undefined ? 0 : rows.findIndex(({ account }) => account === page.after?.[0]) + 1;
    if (page.after !== undefined && start === 0) throw new Problem('invalid-cursor');
    return rows.slice(start, start + page.limit);
  }
  const rows = await listFindings(
    transaction,
    kind satisfies FoundByQuery,
    { centre, units },
    { ...page, after: page.after?.[0] },
  );
  return rows.map((row) => ({ ...row, keys: [row.account] }));
}

const pick = ({ person, name, unit, since, dueAt }: Omit<FindingRow, 'account' | 'other'>) => ({
  person,
  name,
  unit,
  since,
  dueAt,
});

async function duplicatesOf({ transaction, centre }: View, units: string[], { after, limit }: Page): Promise<Found[]> {
  const [one, other] = after ?? [];
  const place = one !== undefined && other !== undefined ? { after: [one, other] as const } : {};
  const pairs = await listPairs(transaction, centre, { units, ...place, limit });
  const people = await peopleById(
    transaction,
    centre,
    pairs.flatMap((pair) => [pair.one, pair.other]),
  );
  return pairs.flatMap((pair) => {
    const [first, second] = [people.get(pair.one), people.get(pair.other)];
    if (!first || !second) return [];
    const { id: person, name, unit, username } = first;
    const row = { account: username ?? person, person, name, unit, since: null, dueAt: null };
    return [{ ...row, other: second.username ?? second.id, keys: [pair.one, pair.other] }];
  });
}

const toFinding = (kind: AccountFindingKind, { since, dueAt, ...row }: FindingRow): AccountFinding => ({
  kind,
  ...row,
  since: since?.toISOString() ?? null,
  dueAt: dueAt?.toISOString() ?? null,
});
