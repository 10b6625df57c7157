import { type Static, Type } from 'typebox';
import { PolicyWarning } from './policy-warning.ts';
import { Code, closed, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';
import { ConflictDocument } from './problem-document.ts';

const severity = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
  description: '严重程度，取所涉事项与角色的最高风险等级 / the highest risk of the items and roles that take part',
});

/** Whose it is; `unit` is where the person belongs. */
const whose = { person: Id, username: nullable(Username), name: Type.String(), unit: Code };

/** *Can do*: one rule that one person breaks by what they hold, or will. Its `resolutions` are ids of grants. */
export const HeldConflict = Type.Object(
  {
    ...whose,
    severity,
    settling: Type.Boolean({
      description:
        '规则生效时已存在，限期调整前仅予记录 / held when its rule began: only observed until it is given up, and no wider',
    }),
    /** The first start and the last end; null: without. */
    from: nullable(Instant),
    until: nullable(Instant),
    conflict: ConflictDocument,
  },
  { $id: 'HeldConflict', ...closed },
);
export type HeldConflict = Static<typeof HeldConflict>;

/**
 * *Did do*: what one person did against one rule, on one case, or for one subject if the rule is within a subject; or both sides of a
 * static rule, by whichever cases (`uses`; then `cases` and `steps` are empty, and asked for apart). Under the code
 * `bound-duty`: what somebody else had to do, who had done a duty bound to it.
 */
export const PastConflict = Type.Object(
  {
    ...whose,
    severity,
    /** The first and the last of the steps. */
    from: Instant,
    until: Instant,
    cases: Type.Array(Type.Object({ id: Id, reference: Type.String(), item: Code, unit: Code }, closed)),
    steps: Type.Array(
      Type.Object({ case: Id, duty: Type.String(), round: Type.Integer({ minimum: 1 }), at: Instant }, closed),
      { description: '违反规则的环节，按时间 / the steps that break it, and those they do not go with, by time' },
    ),
    uses: Type.Optional(
      Type.Array(
        Type.Object(
          {
            duty: Type.String(),
            item: Code,
            unit: Code,
            times: Type.Integer({ minimum: 1 }),
            first: Instant,
            last: Instant,
            selectors: Type.Array(Type.Integer({ minimum: 0 }), {
              description: '规则的第几方 / which sides of the rule',
            }),
            roles: Type.Optional(
              Type.Array(Code, {
                description:
                  '规则涉及角色时：当时可凭哪些角色办理 / where the rule is about roles: by which it could have been done then',
              }),
            ),
          },
          closed,
        ),
        { description: '静态规则：各方办理次数与起止 / of a static rule: what was done of its sides, how often, when' },
      ),
    ),
    order: Type.Optional(
      Type.Enum(['mixed', 'in-turn'], {
        description: '静态规则：时间交错，或先后办理 / of a static rule: at the same time, or one after the other',
      }),
    ),
    binding: Type.Optional(
      Type.Enum(['broken', 'later'], {
        description:
          '职责绑定：办理时已绑定，或办理后才绑定 / of bound duties: whether they were bound then, or only later',
      }),
    ),
    /** The last of the steps as it would be refused today. */
    conflict: ConflictDocument,
  },
  { $id: 'PastConflict', ...closed },
);
export type PastConflict = Static<typeof PastConflict>;

const Count = Type.Object(
  {
    key: Type.String({ description: '规则、机构、人员或严重程度 / a rule, unit, person or severity' }),
    name: nullable(Name),
    username: Type.Optional(nullable(Username)),
    conflicts: Type.Integer(),
    people: Type.Integer(),
    blocking: Type.Integer(),
    observed: Type.Integer(),
    severity: RiskLevel,
  },
  closed,
);

/** Counts of held conflicts, each list the gravest first, then the most. */
export const ConflictSummary = Type.Object(
  {
    conflicts: Type.Integer(),
    people: Type.Integer(),
    settling: Type.Integer({ description: '其中限期调整中的 / of these still to be given up since their rule began' }),
    rules: Type.Array(Count),
    units: Type.Array(Count, { description: '按人员所属机构 / by the unit that people belong to' }),
    persons: Type.Array(Count, { description: '最严重的若干人 / the gravest, at most 500' }),
    severities: Type.Array(Count),
    warnings: Type.Array(PolicyWarning, { description: '制度提示 / what the policy had better not say' }),
  },
  { $id: 'ConflictSummary', ...closed },
);
export type ConflictSummary = Static<typeof ConflictSummary>;

const { settling: _, warnings: __, ...counted } = ConflictSummary.properties;
/** Counts of what was done; `complete` is false where only the first of very many cases were looked at. */
export const PastSummary = Type.Object(
  { ...counted, to: Instant, complete: Type.Boolean() },
  { $id: 'PastSummary', ...closed },
);
export type PastSummary = Static<typeof PastSummary>;

/** A step by which somebody practised one side of a static rule. */
export const PractisedStep = Type.Object(
  {
    case: Id,
    reference: Type.String(),
    item: Code,
    unit: Code,
    duty: Type.String(),
    round: Type.Integer({ minimum: 1 }),
    at: Instant,
  },
  { $id: 'PractisedStep', ...closed },
);
export type PractisedStep = Static<typeof PractisedStep>;
