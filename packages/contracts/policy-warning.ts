import { type Static, Type } from 'typebox';
import { Code, closed, RiskLevel } from './primitives.ts';

/** What a policy had better not say, and may: to be looked at, never refused. */
export const PolicyWarning = Type.Union([
  Type.Object(
    {
      code: Type.Literal('few-hands', {
        description:
          '最高风险事项分离的职责不足三项 / an item of the highest risk with fewer than three separate duties',
      }),
      item: Code,
      people: Type.Integer({ minimum: 1, description: '一件至少几人经手 / how many people a case takes' }),
    },
    closed,
  ),
  Type.Object(
    {
      code: Type.Literal('risk-raised', {
        description:
          '角色所定风险低于其事项，按事项风险审批 / a role said to be of less risk than what it may do: approved by the higher',
      }),
      role: Code,
      declared: RiskLevel,
      risk: RiskLevel,
      item: Code,
    },
    closed,
  ),
]);
export type PolicyWarning = Static<typeof PolicyWarning>;
