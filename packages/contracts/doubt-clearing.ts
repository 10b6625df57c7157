import { type Static, Type } from 'typebox';
import { ClearingReason, Doubt, DoubtNote, DoubtOrigin, DoubtState } from './doubt.ts';
import { Code, closed, Id, Instant, nullable, RiskLevel, Username } from './primitives.ts';

export const clearingStates = {
  checking: { zh: '待抽查', en: 'Awaits the spot check' },
  passed: { zh: '抽查通过', en: 'Passed' },
  returned: { zh: '整批退回', en: 'Returned' },
} as const;
export type ClearingState = keyof typeof clearingStates;

/** Doubts that are cleared at once, for one reason. */
export const DoubtClearingInput = Type.Object(
  {
    doubts: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000, uniqueItems: true })),
    filter: Type.Optional(
      Type.Object(
        {
          rule: Type.Optional(Code),
          severity: Type.Optional(RiskLevel),
          state: Type.Optional(DoubtState),
          unit: Type.Optional(Code),
          origin: Type.Optional(DoubtOrigin),
          batch: Type.Optional(Id),
        },
        { ...closed, description: '按条件选取，至多 1000 个 / those that match, 1000 at most' },
      ),
    ),
    reason: ClearingReason,
    note: DoubtNote,
  },
  { ...closed, examples: [{ filter: { rule: 'duplicate-insurance' }, reason: 'data-lag', note: '已与省平台核对' }] },
);
export type DoubtClearingInput = Static<typeof DoubtClearingInput>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const DoubtClearing = Type.Object(
  {
    id: Id,
    reason: ClearingReason,
    note: Type.String(),
    clearedBy: nullable(Username),
    clearedAt: Instant,
    seed: Type.String({ description: '排序种子（SHA-256(seed‖id) 升序），可复核 / by which anyone can draw again' }),
    total: count('排除数 / doubts cleared'),
    drawn: count('抽查数 / drawn to be checked'),
    passed: count('已通过 / passed'),
    failed: count('未通过 / failed'),
    state: Type.Enum(Object.keys(clearingStates) as ClearingState[]),
  },
  { $id: 'DoubtClearing', ...closed },
);
export type DoubtClearing = Static<typeof DoubtClearing>;

export const DoubtClearingAnswer = Type.Object(
  {
    clearing: nullable(DoubtClearing),
    lines: Type.Array(
      Type.Object(
        { doubt: Id, code: nullable(Type.String({ description: '未排除的原因 / why it was not cleared' })) },
        closed,
      ),
    ),
  },
  { $id: 'DoubtClearingAnswer', ...closed },
);
export type DoubtClearingAnswer = Static<typeof DoubtClearingAnswer>;

export const DrawnDoubt = Type.Object(
  { doubt: Doubt, result: nullable(Type.Enum(['passed', 'failed'])), checkedBy: nullable(Username) },
  { $id: 'DrawnDoubt', ...closed },
);

export const SpotCheckInput = Type.Object(
  { doubt: Id, passed: Type.Boolean(), note: DoubtNote },
  { ...closed, examples: [{ doubt: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', passed: false, note: '材料不足' }] },
);
export type SpotCheckInput = Static<typeof SpotCheckInput>;
