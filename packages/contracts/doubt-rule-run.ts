import { type Static, Type } from 'typebox';
import { Code, closed, Day, Id, Instant, Name, nullable, Username } from './primitives.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
export const runModes = ['preview', 'raise'] as const;
export const runStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;
const Mode = Type.Enum(runModes, { description: '预览只计数，不产生疑点 / a preview only counts' });
const State = Type.Enum(runStates, { description: '等待、运行中、完成、取消、失败 / how far it is' });
const Rules = Type.Array(Code, { minItems: 1, maxItems: 100, uniqueItems: true });

/** A rule over our own data as it applies in a centre. */
export const DoubtRuleShown = Type.Object(
  {
    code: Code,
    name: Name,
    looksFor: Type.Object(
      { zh: Type.String(), en: Type.String() },
      { ...closed, description: '查什么 / what it looks for' },
    ),
    severity: Type.Integer({ minimum: 1, maximum: 3 }),
    parameters: Type.Unsafe<Record<string, number | boolean | string[]>>({
      type: 'object',
      additionalProperties: true,
      description: '参数，经审批修改 / changed by approval',
    }),
    on: Type.Boolean({ description: '每日运行 / looked for each day' }),
    lacks: nullable(
      Type.Object(
        { zh: Type.String(), en: Type.String() },
        { ...closed, description: '缺少的数据 / the data that it lacks' },
      ),
    ),
    lastRun: nullable(
      Type.Object(
        {
          run: Id,
          mode: Mode,
          state: State,
          finishedAt: nullable(Instant),
          found: count('发现 / found'),
          fresh: count('新疑点 / not known before'),
        },
        closed,
      ),
    ),
    doubts: count('全部疑点 / all doubts of it'),
    open: count('未结疑点 / those that are not closed'),
  },
  {
    $id: 'DoubtRule',
    ...closed,
    examples: [
      {
        code: 'review-in-seconds',
        name: { zh: '秒级复核', en: 'Review within seconds of handling' },
        looksFor: { zh: '经办后几秒内即复核', en: 'Reviews seconds after the handling' },
        severity: 2,
        parameters: { seconds: 10, minCases: 5, withinDays: 30 },
        on: true,
        lacks: null,
        lastRun: null,
        doubts: 3,
        open: 1,
      },
    ],
  },
);
export type DoubtRuleShown = Static<typeof DoubtRuleShown>;

export const DoubtRuleRunInput = Type.Object(
  {
    from: Day,
    until: Type.String({ format: 'date', description: '截止日期（不含）/ the first day that is not looked at' }),
    rules: Type.Optional(Rules),
    mode: Mode,
  },
  { ...closed, examples: [{ from: '2026-10-01', until: '2026-11-01', mode: 'preview' }] },
);
export type DoubtRuleRunInput = Static<typeof DoubtRuleRunInput>;

/** A run of rules over a span of days. */
export const DoubtRuleRun = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['asked', 'scheduled']),
    mode: Mode,
    from: Day,
    until: Day,
    rules: Rules,
    state: State,
    progress: Type.Number({ minimum: 0, maximum: 1, description: '进度 / share that is done' }),
    askedBy: nullable(Username),
    askedAt: Instant,
    finishedAt: nullable(Instant),
    found: count('发现 / found'),
    fresh: count('新疑点 / not known before'),
    results: Type.Array(
      Type.Object({ rule: Code, found: count('发现 / found'), fresh: count('新疑点 / new') }, closed),
    ),
  },
  {
    $id: 'DoubtRuleRun',
    ...closed,
    examples: [
      {
        id: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
        kind: 'asked',
        mode: 'raise',
        from: '2026-10-01',
        until: '2026-11-01',
        rules: ['review-in-seconds'],
        state: 'done',
        progress: 1,
        askedBy: 'control-head',
        askedAt: '2026-11-24T01:02:03.456Z',
        finishedAt: '2026-11-24T01:02:09.456Z',
        found: 3,
        fresh: 2,
        results: [{ rule: 'review-in-seconds', found: 3, fresh: 2 }],
      },
    ],
  },
);
export type DoubtRuleRun = Static<typeof DoubtRuleRun>;
