import type { Entry } from '@zhiheng/contracts';
import type { Cell } from '@zhiheng/http/spreadsheet';

export type Language = 'zh' | 'en';
/** An entry of the tree. */
export type Sequenced = Entry & { index: number };

interface Column {
  zh: string;
  en: string;
  width: number;
  cell: (entry: Sequenced) => Cell;
}

const plain = (field: keyof Entry, zh: string, en: string, width = 16): Column => ({
  zh,
  en,
  width,
  cell: (entry) => (entry[field] as string | number | undefined) ?? null,
});
const json = (field: 'before' | 'after' | 'details', zh: string, en: string): Column => ({
  zh,
  en,
  width: 40,
  cell: (entry) => (entry[field] === undefined ? null : JSON.stringify(entry[field])),
});

/** The columns of a table of entries, each field as the log has it: times in UTC, codes and not their words. */
export const columns: readonly Column[] = [
  plain('index', '序号', 'Index', 10),
  plain('at', '时间（UTC）', 'Time (UTC)', 28),
  plain('action', '动作', 'Action', 22),
  plain('outcome', '结果', 'Outcome', 10),
  plain('actor', '操作人', 'Actor', 24),
  plain('client', '客户端', 'Client'),
  plain('targetType', '对象类型', 'Target type'),
  plain('target', '对象', 'Target', 36),
  plain('unit', '机构', 'Unit'),
  plain('item', '业务事项', 'Item', 24),
  plain('case', '办件', 'Case', 36),
  plain('reason', '原因', 'Reason', 40),
  plain('correlationId', '关联号', 'Correlation id', 36),
  plain('address', '来源地址', 'Address'),
  plain('person', '人员', 'Person', 36),
  plain('account', '账号', 'Account', 36),
  plain('about', '相关人', 'About', 36),
  json('before', '变更前', 'Before'),
  json('after', '变更后', 'After'),
  json('details', '细节', 'Details'),
  plain('id', '记录编号', 'Id', 36),
];

export const titles = (language: Language): string[] => columns.map((column) => column[language]);
export const cellsOf = (entry: Sequenced): Cell[] => columns.map(({ cell }) => cell(entry));
