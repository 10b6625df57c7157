import { type Static, Type } from 'typebox';
import { DepartureEffects, DeparturePreview } from './departure.ts';
import { Code, closed, Id, IdOrCode, Instant, nullable, Reason, Username } from './primitives.ts';
import { ConflictDocument, Refusal } from './problem-document.ts';
import { CoverPlan, ThinlyCoveredDuty } from './request.ts';

export const transferStates = ['planned', 'done', 'cancelled'] as const;

const Post = Type.String({ minLength: 1, maxLength: 100, description: '岗位 / post', examples: ['经办岗'] });

/**
 * Somebody moves to another unit or post. `at` absent or past: at once; `post` absent: the same as before; `coverPlan`: who covers
 * what ends with the old place, where that leaves a duty without a second person.
 */
export const TransferInput = Type.Object(
  {
    unit: IdOrCode,
    post: Type.Optional(Post),
    at: Type.Optional(Instant),
    coverPlan: Type.Optional(CoverPlan),
    reason: Reason,
  },
  { ...closed, examples: [{ unit: 'card', reason: '轮岗交流' }] },
);
export type TransferInput = Static<typeof TransferInput>;

const { grantsEnded, requestsWithdrawn, decisionsReassigned, openCases } = DepartureEffects.properties;
const TransferEffects = Type.Object(
  {
    grantsEnded,
    grantsKept: Type.Array(Type.Object({ id: Id, role: Code, unit: Code }, closed), {
      description: '仍覆盖新机构、予以保留的授权 / grants that cover the new unit as they did the old, and stay',
    }),
    requestsWithdrawn,
    decisionsReassigned,
    openCases,
  },
  closed,
);

/** A role that the new post is given; asked for like any other. */
export const SuggestedGrant = Type.Object(
  {
    role: Code,
    unit: Code,
    conflicts: Type.Array(ConflictDocument, {
      description: '与保留的授权的冲突 / what it would break together with what stays',
    }),
  },
  closed,
);

const { person, staffing, losses } = DeparturePreview.properties;
export const TransferPreview = Type.Object(
  {
    person,
    to: Type.Object({ unit: Code, post: Type.String() }, closed),
    effects: TransferEffects,
    suggestedGrants: Type.Array(SuggestedGrant, {
      description: '新岗位模板中的授权，须另行申请 / what the new post is given, by request only',
    }),
    staffing,
    losses,
    thinlyCovered: Type.Array(ThinlyCoveredDuty, {
      description:
        '调岗后不足两人的职责；无人可办的须有顶岗方案 / duties left with fewer than two; those left to nobody need a cover plan',
    }),
    /** Why it would be refused for want of a plan, or for the one given. */
    problem: nullable(Refusal),
  },
  { $id: 'TransferPreview', ...closed },
);
export type TransferPreview = Static<typeof TransferPreview>;

const place = Type.Object({ unit: Code, post: Type.String() }, closed);
export const Transfer = Type.Object(
  {
    id: Id,
    person: Id,
    username: nullable(Username),
    name: Type.String(),
    from: place,
    to: place,
    at: Instant,
    reason: Type.String(),
    state: Type.Enum(transferStates),
    by: nullable(Username),
    client: Type.String(),
    effects: nullable(TransferEffects),
    /** Who covers what it leaves without a second person, as it was when it was ordered. */
    cover: nullable(
      Type.Object(
        { ...CoverPlan.properties, by: Type.Array(Type.String()), duties: Type.Array(ThinlyCoveredDuty) },
        closed,
      ),
    ),
    suggestedGrants: Type.Array(SuggestedGrant),
  },
  { $id: 'Transfer', ...closed },
);
export type Transfer = Static<typeof Transfer>;
