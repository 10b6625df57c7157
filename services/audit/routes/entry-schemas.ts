import {
  Entry,
  EntryFacets,
  MonthInArchive,
  Outcome,
  pageQuery,
  RemovedMonth,
  searchableFrom,
} from '@zhiheng/contracts';
import { type TSchema, Type } from 'typebox';

const uuidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const closed = { additionalProperties: false } as const;
const text = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description, examples: [example] }));
const instant = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));
const index = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

/** Every field that is given must hold. */
export const entryFilters = {
  action: text('动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot', 'request.'),
  outcome: Type.Optional(Outcome),
  actor: text('操作人用户名 / username of who acted', 'enterprise-pension-op1'),
  person: text('人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about', 'newcomer'),
  client: text('客户端 / the client that asked', 'demo-business'),
  targetType: text('对象类型 / kind of thing acted on', 'request'),
  target: text('对象 / its code or id', 'enterprise-pension-handle'),
  unit: text('机构及其下级 / unit and all below it', 'enterprise-pension'),
  onlyUnit: text('仅本机构 / this unit alone', 'enterprise-pension'),
  item: text('业务事项 / item', 'enterprise-pension-award'),
  case: Type.Optional(Type.String({ pattern: uuidPattern, description: '办件 / case' })),
  correlationId: text('关联号 / what belongs together', 'a1b2c3'),
  reason: text('原因中包含的文字 / part of the reason', '调岗'),
  since: instant('自（含）/ from this instant on'),
  until: instant('至（不含）/ before this instant'),
};
const order = Type.Optional(
  Type.Union([Type.Literal('newest'), Type.Literal('oldest')], {
    description: '先后，默认新者在前 / which come first; default newest',
  }),
);

export const EntryQuery = Type.Object({ ...entryFilters, order, ...pageQuery }, closed);

const cursor = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const removed = Type.Optional(
  Type.Array(RemovedMonth, {
    description:
      '所查范围内保存期满而移除的月份，新者在前 / months asked for that were removed by policy, newest first',
  }),
);
export const EntryPage = Type.Object({
  data: Type.Array(Entry),
  nextCursor: cursor('下一页；有它时本页也可能不满 / the next page; while there is one, this page may be short'),
  previousCursor: cursor('上一页 / the page before'),
  lookedTo: Type.Optional(
    Type.String({
      format: 'date-time',
      description:
        '本页未满而止：已查到此时，其余由 nextCursor（往回翻时 previousCursor）接着查 / the page ended before it was full, having looked through to this instant; the cursor goes on from there',
    }),
  ),
  searchableFrom,
  removed,
});
export const EntryId = Type.Object({ id: Type.String({ pattern: uuidPattern, description: 'UUIDv7' }) });

export const FacetQuery = Type.Object(
  {
    ...entryFilters,
    top: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 10, description: '每项最多几个值 / values a field at most' }),
    ),
  },
  closed,
);
export const FacetAnswer: TSchema & typeof EntryFacets = EntryFacets;

export const FeedQuery = Type.Object(
  {
    ...entryFilters,
    from: index('自此序号起 / from this index on; default 0'),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 500, description: '上次给出的游标 / nextCursor of the answer before' }),
    ),
    limit: pageQuery.limit,
    wait: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 30, description: '无新记录时最多等待秒数 / seconds to wait for news' }),
    ),
  },
  closed,
);
export const FeedAnswer = Type.Object({
  data: Type.Array(Entry, { description: '按序号 / in the order of the index' }),
  nextIndex: Type.Integer({ description: '下次自此序号起 / index to go on from' }),
  nextCursor: Type.String({ description: '下次用此游标，不另记查询 / goes on without being logged again' }),
  searchableFrom,
  archived: Type.Optional(
    Type.Array(MonthInArchive, {
      description:
        '自该序号起跳过的已归档月份，记录在 /audit/log/{centre}/tile/entries/… / archived months from that index on that were passed over: their entries are in the bundles',
    }),
  ),
  removed,
  size: Type.Integer({ description: '日志现有条数 / entries of the log that have an index' }),
});

export const TailQuery = Type.Object(
  { ...entryFilters, from: index('自此序号起；默认只看此后 / default: what is new') },
  closed,
);
export const TailHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ pattern: '^\\d{1,15}$', description: '已收到的最后序号 / last index received' }),
  ),
});
export const TailAnswer = {
  description:
    '事件流；跳过已归档的月份时先有 archived 事件 / server-sent events: id = index, data = entry; an event archived tells of months in the archive or removed that are passed over',
  content: {
    'text/event-stream': {
      schema: Type.Unsafe<NodeJS.ReadableStream>({
        type: 'string',
        examples: [
          'id: 41\nevent: entry\ndata: {"index":41}\n\n',
          'event: archived\ndata: {"archived":[{"month":"2024-01","firstIndex":0,"lastIndex":40,"entries":41}],"log":"/audit/log/county"}\n\n',
        ],
      }),
    },
  },
};
