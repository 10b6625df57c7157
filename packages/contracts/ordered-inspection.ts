import { type Static, Type } from 'typebox';
import { FindingDimensionCode, FindingNatureCode } from './finding.ts';
import { Inspection, InspectionInput, SamplingPlan } from './inspection.ts';
import { Page, pageQuery } from './page.ts';
import { Code, closed, Id, Instant, nullable, Username } from './primitives.ts';

const orderStates = ['ordered', 'delivered', 'already-exists'] as const;

/** What a parent centre orders of a child: an inspection with its plan, completed by the parent's own settings. */
export const OrderedInspectionInput = Type.Object(
  {
    ...InspectionInput.properties,
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        pattern: '\\S',
        description: '说明，下级可见 / for the child to read',
      }),
    ),
  },
  { ...closed, examples: [{ period: '2026-10', plan: { method: 'share' } }] },
);
export type OrderedInspectionInput = Static<typeof OrderedInspectionInput>;

const { kind, period, state, size, sampled, commitment, root, sampleRoot, papers } = Inspection.properties;
const { frozenAt, drawnAt, revealedAt, completedAt } = Inspection.properties;
const count = (description: string) => Type.Integer({ minimum: 0, description });

/** How far it is in the child: counts and hashes, no case and no person. */
const OrderedProgress = Type.Object(
  {
    ...{ state, size, sampled, commitment, root, sampleRoot, papers },
    checkpoint: nullable(
      Type.String({ description: '抽样种子所用的检查点 / the signed note that the seed is made with' }),
    ),
    secret: nullable(
      Type.String({ pattern: '^[0-9a-f]{64}$', description: '抽样密数，公开之后 / once it is revealed' }),
    ),
    ...{ frozenAt, drawnAt, revealedAt, completedAt },
    findings: Type.Array(
      Type.Object(
        {
          nature: FindingNatureCode,
          dimension: FindingDimensionCode,
          found: count('问题数，已撤销的除外 / findings, but for withdrawn ones'),
          closed: count('已办结 / closed'),
        },
        closed,
      ),
    ),
    rectifications: Type.Object(
      { issued: count('已下达整改'), closed: count('已销号'), overdue: count('逾期未回复') },
      closed,
    ),
  },
  closed,
);

export const OrderedInspection = Type.Object(
  {
    ...{ id: Id, child: Code, kind, period, plan: SamplingPlan },
    note: nullable(Type.String()),
    orderedBy: nullable(Username),
    orderedAt: Instant,
    state: Type.Enum(orderStates, {
      description: '待下级接收、已接收、下级该期已有 / waits for the child, taken in, the child has one of that period',
    }),
    answeredAt: nullable(Instant),
    progress: nullable(OrderedProgress),
  },
  { $id: 'OrderedInspection', ...closed },
);
export type OrderedInspection = Static<typeof OrderedInspection>;
export const OrderedInspectionPage = Page(OrderedInspection);
export const OrderedInspectionQuery = Type.Object({ child: Type.Optional(Code), ...pageQuery }, closed);
export const ChildPath = Type.Object({ centre: Code }, closed);
