import type { LedgerBasis, LedgerDifference, LedgerLine } from '@zhiheng/contracts';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';
import { type PolicyThen, permissionsThen } from './policy-then.ts';

type Words = 'zh' | 'en';

interface Column {
  title: Record<Words, string>;
  width: number;
  of(line: LedgerLine, words: Words): Cell;
}

const date = (text: string | null): Cell => (text === null ? null : new Date(text));

/** The ledger as a person prints it: one line a grant. */
const columns: Column[] = [
  { title: { zh: '姓名', en: 'Name' }, width: 14, of: ({ person }) => person.name },
  { title: { zh: '用户名', en: 'Username' }, width: 22, of: ({ person }) => person.username },
  { title: { zh: '所属机构', en: 'Unit of the person' }, width: 20, of: ({ person }) => person.unit },
  { title: { zh: '岗位', en: 'Post' }, width: 14, of: ({ person }) => person.post },
  { title: { zh: '角色', en: 'Role' }, width: 24, of: ({ role }, words) => role.name[words] },
  { title: { zh: '角色代码', en: 'Role code' }, width: 24, of: ({ role }) => role.code },
  { title: { zh: '风险等级', en: 'Risk' }, width: 9, of: ({ role }) => role.risk },
  { title: { zh: '授权机构', en: 'Granted at' }, width: 24, of: ({ unit }, words) => unit.name[words] },
  { title: { zh: '起（北京时间）', en: 'Since (Beijing time)' }, width: 20, of: ({ since }) => date(since) },
  { title: { zh: '止（北京时间）', en: 'Until (Beijing time)' }, width: 20, of: ({ until }) => date(until) },
  {
    title: { zh: '停权', en: 'Suspended' },
    width: 10,
    of: ({ suspended }, words) => (suspended ? (words === 'zh' ? '停权中' : 'suspended') : null),
  },
  {
    title: { zh: '依据', en: 'By request' },
    width: 38,
    of: ({ begunBy }, words) => begunBy?.request ?? (words === 'zh' ? '建立中心' : 'the centre’s founding'),
  },
  { title: { zh: '申请人', en: 'Requester' }, width: 14, of: ({ begunBy }) => begunBy?.requesterName ?? null },
  { title: { zh: '理由', en: 'Reason' }, width: 30, of: ({ begunBy }) => begunBy?.reason ?? null },
  { title: { zh: '审批人', en: 'Approvers' }, width: 50, of: ({ begunBy }, words) => approvers(begunBy, words) },
];

function approvers(basis: LedgerBasis | null, words: Words): Cell {
  const approvals = basis?.decisions.filter(({ decision }) => decision === 'approve') ?? [];
  return approvals
    .map(({ personName, onBehalfOfName }) => {
      if (onBehalfOfName === null) return personName;
      return words === 'zh' ? `${personName}（代${onBehalfOfName}）` : `${personName} (for ${onBehalfOfName})`;
    })
    .join(words === 'zh' ? '；' : '; ');
}

/** The lines as a sheet, in the reader's language. */
export function ledgerSheet(lines: readonly LedgerLine[], english: boolean): Sheet {
  const words = english ? 'en' : 'zh';
  return {
    name: english ? 'Permission ledger' : '权限台账',
    columns: columns.map(({ title, width }) => ({ title: title[words], width })),
    rows: lines.map((line) => columns.map((column) => column.of(line, words))),
  };
}

/** What a file of the ledger is about: the one moment or the two, who asked and when. */
export interface Reading {
  moments: Date[];
  readAt: Date;
  /** From when on history is whole. */
  historyFrom: Date;
  reader: string;
  centre: { zh: string; en: string };
  lines: number;
}

export function ledgerFacts(reading: Reading, asked: Record<string, string>, english: boolean): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  const [first, last] = reading.moments;
  return {
    name: say('说明', 'About'),
    columns: [
      { title: say('项目', 'What'), width: 28 },
      { title: say('内容', 'Value'), width: 50 },
    ],
    rows: [
      [say('中心', 'Centre'), english ? reading.centre.en : reading.centre.zh],
      ...(last === undefined
        ? [[say('截至（北京时间）', 'As of (Beijing time)'), first ?? null]]
        : [
            [say('自（北京时间）', 'From (Beijing time)'), first ?? null],
            [say('至（北京时间）', 'To (Beijing time)'), last],
          ]),
      [say('历史完整起点（北京时间）', 'History is whole from (Beijing time)'), reading.historyFrom],
      [say('生成（北京时间）', 'Made (Beijing time)'), reading.readAt],
      [say('生成人', 'Made by'), reading.reader],
      [say('行数', 'Lines'), reading.lines],
      ...Object.entries(asked).map(([name, value]): Cell[] => [name, value]),
    ],
  };
}

/** What the roles on the ledger allowed and denied at its moment, inherited permissions among it. */
export function rolesSheet(then: PolicyThen, lines: readonly LedgerLine[], english: boolean): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  const roles = [...new Set(lines.map(({ role }) => role.code))].sort();
  return {
    name: say('角色内容', 'Role contents'),
    columns: [
      { title: say('角色', 'Role'), width: 24 },
      { title: say('角色代码', 'Role code'), width: 24 },
      { title: say('动作', 'Action'), width: 18 },
      { title: say('对象', 'Resource'), width: 14 },
      { title: say('业务事项', 'Items'), width: 60 },
      { title: say('条件', 'Conditions'), width: 30 },
      { title: say('效果', 'Effect'), width: 8 },
    ],
    rows: roles.flatMap((code) =>
      permissionsThen(then, code).map(({ action, resource, items, conditions, effect = 'allow' }): Cell[] => [
        then.roles.get(code)?.role.name[english ? 'en' : 'zh'] ?? code,
        ...[code, action, resource],
        items?.join(english ? ', ' : '、') ?? say('全部', 'all'),
        conditions === undefined ? null : JSON.stringify(conditions),
        effect === 'allow' ? say('允许', 'allow') : say('拒绝', 'deny'),
      ]),
    ),
  };
}

const kinds: Record<LedgerDifference['kind'], Record<Words, string>> = {
  begun: { zh: '新增', en: 'Begun' },
  ended: { zh: '终止', en: 'Ended' },
  changed: { zh: '变更', en: 'Changed' },
  passing: { zh: '期间曾有', en: 'Held in between' },
  content: { zh: '角色内容变化', en: 'Role content changed' },
  reach: { zh: '管辖范围变化', en: 'Reach changed' },
  moved: { zh: '人员调动', en: 'Person moved' },
};

/** What differs between two moments: one line each, and by which requests. */
export function differenceSheet(rows: readonly LedgerDifference[], english: boolean): Sheet {
  const words = english ? 'en' : 'zh';
  const say = (zh: string, en: string) => (english ? en : zh);
  const titles: [string, string, number][] = [
    ['变化', 'Change', 16],
    ['姓名', 'Name', 14],
    ['用户名', 'Username', 22],
    ['此前机构、岗位', 'Unit and post before', 28],
    ['此后机构、岗位', 'Unit and post after', 28],
    ['角色', 'Role', 24],
    ['角色代码', 'Role code', 24],
    ['授权机构', 'Granted at', 24],
    ['增加', 'More', 50],
    ['减少', 'Less', 50],
    ['依据', 'By request', 60],
  ];
  return {
    name: say('台账差异', 'Differences'),
    columns: titles.map(([zh, en, width]) => ({ title: say(zh, en), width })),
    rows: rows.map((row): Cell[] => [
      kinds[row.kind][words],
      ...[row.person.name, row.person.username, `${row.before.unit} ${row.before.post}`],
      `${row.person.unit} ${row.person.post}`,
      ...[row.role.name[words], row.role.code, row.unit.name[words]],
      shifted(row, 'gained'),
      shifted(row, 'lost'),
      [...new Set(basesIn(row))].join(say('；', '; ')),
    ]),
  };
}

function shifted({ content, reach }: LedgerDifference, which: 'gained' | 'lost'): string {
  const permissions = (content?.[which] ?? []).map(
    ({ action, resource, items, effect }) =>
      `${effect === 'deny' ? '-' : ''}${action} ${resource} ${items?.join() ?? '*'}`,
  );
  return [...permissions, ...(reach?.[which] ?? [])].join('\n');
}

/** The requests, or the transfers, that made the difference. */
function basesIn({ content, reach, moves, grants }: LedgerDifference): string[] {
  const causes = [...(content?.causes ?? []), ...(reach?.causes ?? [])].flatMap(({ by }) => by?.request ?? []);
  if (causes.length || moves?.length) return [...causes, ...(moves ?? []).map(({ by, id }) => `${by} ${id}`)];
  return grants.flatMap(({ begunBy, extendedBy, endedByRequest }) =>
    [begunBy, extendedBy, endedByRequest].flatMap((basis) => basis?.request ?? []),
  );
}
