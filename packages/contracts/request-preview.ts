import { type Static, Type } from 'typebox';
import { Attachments } from './attachment.ts';
import { PolicyWarning } from './policy-warning.ts';
import { Code, closed, Instant, nullable, RiskLevel, Username } from './primitives.ts';
import { ConflictDocument, Refusal } from './problem-document.ts';
import { change, informed, proposal, StageDocument, ThinlyCoveredDuty } from './request.ts';
import { LeftBehind } from './retirement.ts';
import { StaffingLoss } from './staffing.ts';

const count = Type.Integer({ minimum: 0 });

/** A proposed chain tried at each unit that it is for, by who holds its posts at this moment; requester and beneficiary not counted out. */
export const ChainTrial = Type.Object(
  {
    units: Type.Integer({ description: '试行的机构数 / at how many units it was tried' }),
    stages: Type.Array(
      Type.Object(
        {
          by: Code,
          deciders: Type.Integer({ description: '可审批的人数 / how many people could decide, over all units' }),
          some: Type.Array(Type.String(), { maxItems: 20, description: '其中若干：用户名 / some of them: usernames' }),
          escalated: Type.Integer({
            description: '须直接上报的机构数 / at how many units it would go to whom it escalates',
          }),
          thin: Type.Array(
            Type.Object({ unit: Code, escalated: Type.Boolean(), deciders: Type.Array(Username) }, closed),
            {
              maxItems: 100,
              description:
                '无人任该岗（escalated，须直接上报），或可审批的人刚好够数的机构 / units where the post has nobody to decide (`escalated`: whom it goes to decides), or no more people than it takes',
            },
          ),
          thinUnits: Type.Integer({ description: '这样的机构共几个 / how many such units there are' }),
        },
        closed,
      ),
    ),
    impassable: Type.Array(Type.Object({ unit: Code, stage: Type.Integer() }, closed), {
      maxItems: 100,
      description: '走不通的机构与环节（从 0 起）/ units where too few distinct people could decide, and which stage',
    }),
  },
  { $id: 'ChainTrial', ...closed },
);
export type ChainTrial = Static<typeof ChainTrial>;

/** What would become of a request submitted at this moment. Nothing is changed. */
export const RequestPreview = Type.Object(
  {
    change,
    beneficiary: Username,
    role: nullable(Code),
    unit: Code,
    rule: nullable(Code),
    proposal,
    risk: RiskLevel,
    validFrom: nullable(Instant),
    validUntil: nullable(Instant),
    attachments: Attachments,
    informed,
    /** False when submitting it would be refused: `problem` or a blocking conflict says why. */
    submittable: Type.Boolean(),
    problem: nullable(Refusal),
    conflicts: Type.Array(ConflictDocument, { description: '禁止的冲突 / conflicts that block' }),
    observed: Type.Array(ConflictDocument, { description: '仅提示的冲突 / conflicts that are only recorded' }),
    adjusting: Type.Array(ConflictDocument, {
      description: '新规则生效时已存在、须限期调整的冲突 / held against the new rule already: to be given up by a date',
    }),
    cure: Type.Optional(
      Type.Array(Type.Object({ person: Username, role: Code, unit: Code }, closed), {
        description: '将随变更收回的授权 / grants that would end with the change',
      }),
    ),
    resolved: Type.Array(ConflictDocument, { description: '不复存在的冲突 / conflicts that would be gone' }),
    further: Type.Optional(
      Type.Object(
        { conflicts: count, observed: count, adjusting: count, resolved: count },
        {
          ...closed,
          description: '各列表未列出的其余项数 / of a change of policy: how many more each list has than it tells',
        },
      ),
    ),
    warnings: Type.Optional(
      Type.Array(PolicyWarning, {
        description: '制度提示，不妨碍提交 / what the change had better not say; never refused',
      }),
    ),
    left: Type.Optional(
      Type.Array(LeftBehind, {
        description:
          '停用后的遗留，或超出新上限的授权与申请 / what a retirement would leave behind; what lasts beyond a new limit',
      }),
    ),
    trial: Type.Optional(ChainTrial),
    losses: Type.Optional(
      Type.Array(StaffingLoss, { description: '收回后将受影响的事项 / items that a revocation leaves worse off' }),
    ),
    thinlyCovered: Type.Optional(
      Type.Array(ThinlyCoveredDuty, {
        description:
          '收回后不足两人的职责；无人可办的须有顶岗方案 / duties left with fewer than two; those left to nobody need a cover plan',
      }),
    ),
    stages: Type.Array(StageDocument),
  },
  { $id: 'RequestPreview', ...closed },
);
export type RequestPreview = Static<typeof RequestPreview>;
