import type { LedgerBasis, LedgerLine } from '@zhiheng/contracts';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';

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

/** What the lines are: the moment they are of, what was asked for, who asked and when. */
export function ledgerFacts(
  facts: { at: Date; readAt: Date; reader: string; centre: { zh: string; en: string }; lines: number },
  asked: Record<string, string>,
  english: boolean,
): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  return {
    name: say('说明', 'About'),
    columns: [
      { title: say('项目', 'What'), width: 24 },
      { title: say('内容', 'Value'), width: 50 },
    ],
    rows: [
      [say('中心', 'Centre'), english ? facts.centre.en : facts.centre.zh],
      [say('截至（北京时间）', 'As of (Beijing time)'), facts.at],
      [say('生成（北京时间）', 'Made (Beijing time)'), facts.readAt],
      [say('生成人', 'Made by'), facts.reader],
      [say('行数', 'Lines'), facts.lines],
      ...Object.entries(asked).map(([name, value]): Cell[] => [name, value]),
    ],
  };
}
