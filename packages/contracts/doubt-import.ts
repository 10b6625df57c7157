import { type Static, Type } from 'typebox';
import { DoubtOrigin } from './doubt.ts';
import { Code, closed, Id, Instant, nullable, Username } from './primitives.ts';

/** What a column of a list may be, with the words for it within a sentence. */
export const doubtFieldWords = {
  idNumber: { zh: '证件号码', en: 'identity number' },
  dateOfDeath: { zh: '死亡日期', en: 'date of death' },
  lastPaidMonth: { zh: '最后发放月份', en: 'last month paid' },
  from: { zh: '开始日期', en: 'first day' },
  until: { zh: '结束日期', en: 'last day' },
  otherRegion: { zh: '另一地区', en: 'other region' },
  scheme: { zh: '险种', en: 'scheme' },
  since: { zh: '起始日期', en: 'starting day' },
  employer: { zh: '用人单位', en: 'employer' },
  lastVerified: { zh: '最近认证日期', en: 'last verification' },
  recorded: { zh: '系统出生日期', en: 'birth date on record' },
  registry: { zh: '户籍出生日期', en: 'birth date of the registry' },
  workType: { zh: '工种', en: 'kind of work' },
  years: { zh: '年限', en: 'years' },
  schemeA: { zh: '险种一', en: 'first scheme' },
  schemeB: { zh: '险种二', en: 'second scheme' },
  amountFen: { zh: '金额', en: 'amount' },
} as const;
export type DoubtField = keyof typeof doubtFieldWords;
export const doubtFields = Object.keys(doubtFieldWords) as DoubtField[];

export const doubtImportStates = {
  open: { zh: '待导入', en: 'Read, not imported' },
  applying: { zh: '导入中', en: 'Being imported' },
  cancelling: { zh: '取消中', en: 'Being cancelled' },
  done: { zh: '已导入', en: 'Imported' },
  stopped: { zh: '中止', en: 'Stopped' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  expired: { zh: '已过期', en: 'Expired' },
} as const;
export type DoubtImportState = keyof typeof doubtImportStates;

const title = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
/** Which column is what, by its title. */
export const DoubtColumns = Type.Object(
  Object.fromEntries(doubtFields.map((field) => [field, title])) as Record<DoubtField, typeof title>,
  { ...closed, description: '各项内容所在列的标题 / titles of the columns' },
);
export type DoubtColumns = Static<typeof DoubtColumns>;
export const amountUnits = ['yuan', 'fen'] as const;
export type AmountUnit = (typeof amountUnits)[number];

/** The titles of a file, and what each column is taken for. */
export const DoubtTitles = Type.Object(
  {
    encoding: nullable(Type.String()),
    amountIn: Type.Enum(amountUnits, { description: '金额单位 / what the amount is in' }),
    needed: Type.Array(Type.Enum(doubtFields), { description: '须有的列 / columns that the list needs' }),
    columns: Type.Array(Type.Object({ title: Type.String(), field: nullable(Type.Enum(doubtFields)) }, closed)),
  },
  { $id: 'DoubtTitles', ...closed },
);
export type DoubtTitles = Static<typeof DoubtTitles>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** A list of doubtful data (疑点清单) that a platform has sent. */
export const DoubtImport = Type.Object(
  {
    id: Id,
    rule: Code,
    origin: DoubtOrigin,
    batch: Type.String({ description: '平台批次号 / as the platform calls it' }),
    unit: Code,
    fileName: Type.String(),
    uploadedBy: nullable(Username),
    uploadedAt: Instant,
    expiresAt: Instant,
    state: Type.Enum(Object.keys(doubtImportStates) as DoubtImportState[]),
    lines: count('行数 / lines'),
    doubles: count('文件内重复 / lines that name the doubt of an earlier line'),
    known: count('此前已有的疑点 / doubts known before, when it was read'),
    minAmountFen: count('低于此金额（分）不列为疑点 / lines below it are no doubts'),
    below: count('低于该金额的行 / lines below it'),
    amountFen: count('金额合计（分） / sum of amounts'),
    currency: Type.Literal('CNY'),
    appliedBy: nullable(Username),
    appliedAt: nullable(Instant),
    done: count('已处理行数 / lines dealt with'),
    raised: count('新增疑点 / doubts raised'),
    failure: nullable(Type.String()),
    finishedAt: nullable(Instant),
  },
  { $id: 'DoubtImport', ...closed },
);
export type DoubtImport = Static<typeof DoubtImport>;

export const DoubtImportRow = Type.Object(
  {
    line: Type.Integer(),
    subjectShown: nullable(Type.String()),
    amountFen: nullable(Type.Integer()),
    facts: Type.Record(Type.String(), Type.Unknown()),
    doubleOf: nullable(Type.Integer({ description: '与此行重复 / line of the same doubt' })),
    doubt: nullable(Id),
  },
  { $id: 'DoubtImportRow', ...closed },
);
export type DoubtImportRow = Static<typeof DoubtImportRow>;
