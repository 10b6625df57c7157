import { Id, Month, Page, pageQuery, Reason, RetainedMonth, Retention } from '@zhiheng/contracts';
import { Type } from 'typebox';

const closed = { additionalProperties: false } as const;

const waits = 'asked：待第二人确认 / waits for a second person';
export const RetentionAnswer = Type.Object({
  state: Type.Enum(['set', 'asked'], { description: waits }),
  retention: Retention,
});
export const MonthsQuery = Type.Object(
  {
    due: Type.Optional(Type.Boolean({ description: '仅保存期满者 / only those whose retention is over' })),
    ...pageQuery,
  },
  closed,
);
export const MonthsPage = Page(RetainedMonth);
export const MonthPath = Type.Object({ month: Month });
export const RemovalInput = Type.Object(
  { reason: Reason },
  { ...closed, examples: [{ reason: '保存期满，集中销毁' }] },
);
export const WithdrawalInput = Type.Object({ reason: Reason }, { ...closed, examples: [{ reason: '月份选错' }] });
export const RemovalAnswer = Type.Object({
  state: Type.Enum(['asked', 'removed'], { description: waits }),
  month: RetainedMonth,
});

export const HoldsQuery = Type.Object(
  { active: Type.Optional(Type.Boolean({ description: '仅未解除者 / only those not released' })), ...pageQuery },
  closed,
);
export const HoldPath = Type.Object({ id: Id });
export const ReleaseInput = Type.Object({ reason: Reason }, { ...closed, examples: [{ reason: '案件已结' }] });
