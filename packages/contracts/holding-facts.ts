import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, Name, nullable, Username } from './primitives.ts';

/** What is known of a holding that the yearly inspection of permissions drew: by whose request it is there, and what became of it. */
export const HoldingFacts = Type.Object(
  {
    grant: Id,
    role: Code,
    roleName: Name,
    unit: Code,
    holder: nullable(Username),
    post: Type.String({ description: '岗位 / post' }),
    startsAt: Instant,
    endsAt: nullable(Instant),
    grantedAt: Instant,
    request: nullable(Id),
    requester: nullable(Username),
    approvers: Type.Array(Type.String(), { description: '同意过的审批人 / who approved it' }),
    byTemplate: Type.Boolean({ description: '在岗位模板内 / the post has it by template' }),
    lastUsedAt: nullable(Instant),
    exceptions: Type.Integer({ minimum: 0, description: '持有人有效例外数 / exceptions in force of the holder' }),
    others: Type.Integer({ minimum: 0, description: '持有人其他授权数 / what else they hold' }),
  },
  closed,
);
export type HoldingFacts = Static<typeof HoldingFacts>;
