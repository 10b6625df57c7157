import type { Organisation } from '@zhiheng/approvals';
import type { CertificationHolding, CertificationReport } from '@zhiheng/contracts';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';
import { holdingDocuments } from './certification-read.ts';
import type { StoredHolding } from './store/certification-holding-store.ts';
import type { StoredCertification } from './store/certification-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** Less than this for a holding and nobody has looked at it. */
const hastySeconds = 3;

/** The result of a campaign as it stands, or as it is signed off. */
export async function reportOf(
  { transaction, centre }: Pick<View, 'transaction' | 'centre'>,
  stored: StoredCertification,
  holdings: readonly StoredHolding[],
  organisation: Organisation,
): Promise<CertificationReport> {
  const documents = await holdingDocuments({ transaction, centre }, holdings, organisation);
  const { openedBy, signedOffBy } = stored;
  const people = await peopleById(transaction, centre, [openedBy, ...(signedOffBy ? [signedOffBy] : [])]);
  const name = (person: string) => people.get(person)?.username ?? person;
  const count = (fits: (one: CertificationHolding) => boolean) => documents.filter(fits).length;
  return {
    certification: {
      id: stored.id,
      centre,
      name: stored.name,
      unit: stored.unit,
      risk: stored.risk,
      openedBy: name(openedBy),
      openedAt: stored.openedAt.toISOString(),
      dueAt: stored.dueAt.toISOString(),
      signedOffBy: signedOffBy === null ? null : name(signedOffBy),
      signedOffAt: stored.signedOffAt?.toISOString() ?? null,
    },
    totals: {
      holdings: documents.length,
      kept: count(({ decision }) => decision?.decision === 'keep'),
      removed: count(({ decision }) => decision?.decision === 'remove'),
      undecided: count(({ decision }) => decision === null),
      escalated: count(({ escalated }) => escalated),
      orphans: count(({ orphan }) => orphan !== null),
    },
    reviewers: reviewersOf(holdings, documents),
    holdings: documents,
  };
}

type ReviewerLine = CertificationReport['reviewers'][number];

/** How each reviewer decided: what shows whether they looked. */
function reviewersOf(holdings: readonly StoredHolding[], documents: readonly CertificationHolding[]): ReviewerLine[] {
  const decided = holdings.flatMap(({ decision }, index) => {
    const reviewer = documents[index]?.decision?.reviewer;
    return decision && reviewer ? [{ ...decision, reviewer }] : [];
  });
  return [...Map.groupBy(decided, ({ reviewer }) => reviewer)].sort(byName).map(([reviewer, own]) => {
    const seconds = own.flatMap(({ tookMs, together }) => (tookMs === null ? [] : [tookMs / together / 1000]));
    return {
      reviewer,
      decided: own.length,
      kept: own.filter(({ decision }) => decision === 'keep').length,
      removed: own.filter(({ decision }) => decision === 'remove').length,
      acts: new Set(own.map(({ act }) => act)).size,
      mostTogether: Math.max(...own.map(({ together }) => together)),
      medianSecondsEach: median(seconds),
      unseen: own.length - seconds.length,
      hasty: own.length - seconds.filter((each) => each >= hastySeconds).length,
    };
  });
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) return null;
  const other = sorted.length % 2 ? middle : (sorted[(sorted.length >> 1) - 1] as number);
  return Math.round(((middle + other) / 2) * 10) / 10;
}

const date = (text: string | null): Cell => (text === null ? null : new Date(text));

/** The report as a workbook’s sheets: reviewers, then holdings. */
export function reportSheets(
  { certification, totals, reviewers, holdings }: CertificationReport,
  digest: string | null,
  english: boolean,
): Sheet[] {
  const say = (zh: string, en: string) => (english ? en : zh);
  const titles = (...pairs: [string, string, number?][]) =>
    pairs.map(([zh, en, width = 16]) => ({ title: say(zh, en), width }));
  return [
    {
      name: say('结论', 'Result'),
      columns: titles(['项目', 'What', 24], ['内容', 'Value', 70]),
      rows: [
        [say('名称', 'Name'), certification.name],
        [say('机构', 'Unit'), certification.unit],
        [say('发起人', 'Opened by'), certification.openedBy],
        [say('发起（北京时间）', 'Opened (Beijing time)'), date(certification.openedAt)],
        [say('期限（北京时间）', 'Due (Beijing time)'), date(certification.dueAt)],
        [say('签署人', 'Signed off by'), certification.signedOffBy],
        [say('签署（北京时间）', 'Signed off (Beijing time)'), date(certification.signedOffAt)],
        [say('报告摘要（SHA-256）', 'SHA-256 of the report'), digest],
        [say('授权总数', 'Holdings'), totals.holdings],
        [say('保留', 'Kept'), totals.kept],
        [say('收回', 'To be removed'), totals.removed],
        [say('未复核', 'Undecided'), totals.undecided],
        [say('曾上报', 'Escalated'), totals.escalated],
        [say('无主', 'Orphans'), totals.orphans],
      ],
    },
    {
      name: say('复核人', 'Reviewers'),
      columns: titles(
        ['复核人', 'Reviewer', 24],
        ['已复核', 'Decided'],
        ['保留', 'Kept'],
        ['收回', 'Removed'],
        ['提交次数', 'Acts'],
        ['一次最多', 'Most together'],
        ['每条用时中位数（秒）', 'Median seconds each'],
        ['未看清单', 'Unseen'],
        ['草率', 'Hasty'],
      ),
      rows: reviewers.map((one) => [
        one.reviewer,
        one.decided,
        one.kept,
        one.removed,
        one.acts,
        one.mostTogether,
        one.medianSecondsEach,
        one.unseen,
        one.hasty,
      ]),
    },
    {
      name: say('授权', 'Holdings'),
      columns: titles(
        ['姓名', 'Name'],
        ['用户名', 'Username', 22],
        ['岗位', 'Post'],
        ['角色', 'Role', 26],
        ['授权机构', 'Granted at', 22],
        ['无主', 'Orphan'],
        ['意见', 'Decision'],
        ['理由', 'Reason', 30],
        ['复核人', 'Reviewer', 22],
        ['代理', 'On behalf of', 22],
        ['复核（北京时间）', 'Decided (Beijing time)', 20],
        ['收回申请', 'Removal', 38],
      ),
      rows: holdings.map(({ personName, person, post, role, unit, orphan, decision }) => [
        personName,
        person,
        post,
        role,
        unit,
        orphan,
        decision === null ? null : decision.decision === 'keep' ? say('保留', 'keep') : say('收回', 'remove'),
        decision?.reason ?? null,
        decision?.reviewer ?? null,
        decision?.onBehalfOf ?? null,
        date(decision?.at ?? null),
        decision?.request ?? decision?.removal ?? null,
      ]),
    },
  ];
}
