import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable, Reason } from './primitives.ts';

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

/** How long a centre keeps its log. */
export const Retention = Type.Object(
  {
    keepMonths,
    onlineMonths,
    changedAt: nullable(Instant),
    asked: nullable(
      Type.Object(
        { keepMonths, onlineMonths, reason: Reason, askedBy: Id, askedAt: Instant },
        { description: '待第二人确认的缩短 / a shorter time that waits for a second person' },
      ),
    ),
    searchableFrom: nullable(
      Type.String({ format: 'date-time', description: '可检索的起点，此前已归档 / what is older lies in the archive' }),
    ),
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
    dueAt: Type.String({ format: 'date-time', description: '保存期满 / when retention is over' }),
    due: Type.Boolean({ description: '是否已期满 / whether it is' }),
    holds: Type.Array(Id, { description: '涉及的保全 / holds that touch it: it is not removed' }),
    asked: nullable(Type.Object({ reason: Reason, askedBy: Id, askedAt: Instant })),
    removedAt: nullable(Instant),
    removal: nullable(Type.String({ format: 'uuid', description: '移除的记录 / the entry that says it was removed' })),
  },
  { $id: 'RetainedMonth' },
);
export type RetainedMonth = Static<typeof RetainedMonth>;

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
    placedBy: Id,
    placedAt: Instant,
    releasedBy: nullable(Id),
    releasedAt: nullable(Instant),
    releaseReason: nullable(Reason),
  },
  { $id: 'Hold' },
);
export type Hold = Static<typeof Hold>;
