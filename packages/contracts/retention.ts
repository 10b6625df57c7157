import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';

export const Month = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
  description: '月份（UTC）/ month',
  examples: ['2016-11'],
});
const keepMonths = Type.Integer({
  minimum: 6,
  maximum: 1_200,
  description: '保存月数，自该月月末起 / full months after the end of a month for which it is kept',
});
const onlineMonths = Type.Integer({
  minimum: 2,
  maximum: 1_200,
  description: '在线月数，此后转入归档 / for which it stays in the database, where it is searched',
});

/** A person by whom something was decided; null: an account of theirs is not known any more. */
const by = nullable(Username);

/** A month that is in the database. */
const OnlineMonth = Type.Object({
  month: Month,
  archivedFrom: Type.String({
    format: 'date-time',
    description: '此时起转入归档 / from when on it goes to the archive',
  }),
  dueAt: Type.String({ format: 'date-time', description: '保存期满 / when retention is over' }),
});

/** How long a centre keeps its log. */
export const Retention = Type.Object(
  {
    keepMonths,
    onlineMonths,
    changedAt: nullable(Instant),
    asked: nullable(
      Type.Object(
        { keepMonths, onlineMonths, reason: Reason, askedBy: by, askedAt: Instant },
        { description: '待第二人确认的缩短 / a shorter time that waits for a second person' },
      ),
    ),
    searchableFrom: nullable(
      Type.String({ format: 'date-time', description: '可检索的起点，此前已归档 / what is older lies in the archive' }),
    ),
    online: Type.Array(OnlineMonth, { description: '在线月份，新者在前 / months in the database, newest first' }),
  },
  { $id: 'Retention' },
);
export type Retention = Static<typeof Retention>;

export const RetentionInput = Type.Object(
  { keepMonths, onlineMonths, reason: Reason },
  { ...closed, examples: [{ keepMonths: 180, onlineMonths: 36, reason: '按新规延长保存' }] },
);

const index = (description: string) => Type.Integer({ minimum: 0, description });

/** A month of the log that was archived, and whether it may be removed. */
export const RetainedMonth = Type.Object(
  {
    month: Month,
    firstIndex: index('最小序号 / least index of its entries'),
    lastIndex: index('最大序号 / greatest index of its entries'),
    entries: Type.Integer({ minimum: 1, description: '条数 / entries' }),
    size: Type.Integer({ minimum: 1, description: '覆盖它的树头的叶数 / leaves of the tree head that covers it' }),
    root: Type.String({ description: '该树头的根，Base 64 / root of that tree head' }),
    state: Type.Enum(['archiving', 'archived', 'removing', 'removed'], {
      description: '状态；removing：已移除，文件正在删除 / removing: removed, its files are being deleted',
    }),
    archivedAt: Instant,
    setAsideUntil: nullable(
      Type.String({
        format: 'date-time',
        description:
          '移出日志后在数据库中单独存放至何时，此前数据库所有者可放回；已不存放则为 null / until when it is set aside in the database, from where its owner can put it back; null: it is not (any more)',
      }),
    ),
    dueAt: Type.String({ format: 'date-time', description: '保存期满 / when retention is over' }),
    due: Type.Boolean({ description: '是否已期满 / whether it is' }),
    holds: Type.Array(Id, { description: '涉及的保全 / holds that touch it: it is not removed' }),
    asked: nullable(Type.Object({ reason: Reason, askedBy: by, askedAt: Instant })),
    removedAt: nullable(Instant),
    removal: nullable(Type.String({ format: 'uuid', description: '移除的记录 / the entry that says it was removed' })),
  },
  { $id: 'RetainedMonth' },
);
export type RetainedMonth = Static<typeof RetainedMonth>;

/** What the removal of a month would take, and what it leaves. */
export const RemovalPreview = Type.Object(
  {
    month: RetainedMonth,
    hindrance: nullable(
      Type.Enum(['entry-removed', 'not-archived', 'retention-not-over', 'month-held'], {
        description: '现在不能移除的缘由，问题代码 / why it cannot be removed now: code of a problem',
      }),
    ),
    goes: Type.Object(
      {
        entries: Type.Integer({ minimum: 0, description: '正文不复存在的记录 / entries whose content is gone' }),
        personal: Type.Integer({ minimum: 0, description: '随之销毁的个人信息 / personal data sealed beside them' }),
      },
      { description: '不复存在者 / what is gone' },
    ),
    stays: Type.Object(
      {
        leaves: Type.Integer({ minimum: 0, description: '留在树中的叶散列 / hashes that stay in the tree' }),
        size: Type.Integer({ minimum: 1, description: '留存树头的叶数 / leaves of the tree head that is kept' }),
        root: Type.String({ description: '该树头的根，Base 64 / root of that tree head' }),
      },
      { description: '仍可证明者 / what stays provable' },
    ),
  },
  { $id: 'RemovalPreview' },
);
export type RemovalPreview = Static<typeof RemovalPreview>;

const span = {
  month: Month,
  firstIndex: index('最小序号 / least index of its entries'),
  lastIndex: index('最大序号 / greatest index of its entries'),
  entries: Type.Integer({ minimum: 1, description: '条数 / entries' }),
};

/** A month that lies in the archive, as who is told what follows an index is told of it. */
export const MonthInArchive = Type.Object(span);
export type MonthInArchive = Static<typeof MonthInArchive>;

/** A month that was removed by policy, as a search tells of it that was asked for it, too. */
export const RemovedMonth = Type.Object({
  ...span,
  removal: Type.String({ format: 'uuid', description: '移除的记录 / the entry that says it was removed' }),
});
export type RemovedMonth = Static<typeof RemovedMonth>;

const named = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

export const HoldInput = Type.Object(
  {
    since: Instant,
    until: Type.Optional(Instant),
    case: Type.Optional(Id),
    person: Type.Optional(named('涉及人员 / whom it is about: username or id')),
    target: Type.Optional(named('涉及对象 / what it is about: code or id')),
    document: named('机关文书号 / number of the authority’s document that orders it'),
    reason: Reason,
  },
  {
    ...closed,
    examples: [
      {
        since: '2024-01-01T00:00:00Z',
        until: '2024-07-01T00:00:00Z',
        document: '检调〔2026〕12号',
        reason: '检察机关调取',
      },
    ],
  },
);

/** Legal hold: while one touches a month, that month is not removed. */
export const Hold = Type.Object(
  {
    id: Id,
    since: Instant,
    until: nullable(Instant),
    case: nullable(Id),
    person: nullable(Type.String()),
    target: nullable(Type.String()),
    document: Type.String(),
    reason: Reason,
    placedBy: by,
    placedAt: Instant,
    releasedBy: by,
    releasedAt: nullable(Instant),
    releaseReason: nullable(Reason),
  },
  { $id: 'Hold' },
);
export type Hold = Static<typeof Hold>;
