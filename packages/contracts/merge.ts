import { type Static, Type } from 'typebox';
import { DepartureEffects } from './departure.ts';
import { Code, closed, Id, IdOrCode, Instant, nullable, Reason, Username } from './primitives.ts';
import { SuggestedGrant } from './transfer.ts';

/** By what two records may be of one human, the surest first. */
export const likenesses = {
  identity: { zh: '申报了同一本人证件号', en: 'Declared the same number as their own' },
  'staff-number': { zh: '工号只是写法不同', en: 'Staff numbers differ in writing only' },
  'name-unit': { zh: '同机构同姓名', en: 'Same name in the same unit' },
} as const;
export type Likeness = keyof typeof likenesses;

/** What has become of a merge, in words. */
export const mergeStates = {
  asked: { zh: '待另一管理员核准', en: 'Awaits another administrator' },
  done: { zh: '已合并', en: 'Merged' },
  rejected: { zh: '未核准', en: 'Rejected' },
} as const;
export type MergeState = keyof typeof mergeStates;

const record = Type.Object(
  {
    id: Id,
    username: nullable(Username),
    name: Type.String(),
    staffNumber: Type.String(),
    unit: Code,
    post: Type.String(),
    state: Type.Enum(['active', 'departed']),
  },
  closed,
);

/** Two records that may be of one human. */
export const Duplicate = Type.Object(
  {
    people: Type.Array(record, { minItems: 2, maxItems: 2 }),
    by: Type.Array(Type.Enum(Object.keys(likenesses) as Likeness[]), { description: '依据 / by what they are alike' }),
  },
  { $id: 'Duplicate', ...closed },
);
export type Duplicate = Static<typeof Duplicate>;

export const MergePreviewInput = Type.Object(
  { into: IdOrCode },
  { ...closed, description: '保留的人员 / the record that goes on', examples: [{ into: 'enterprise-pension-op1' }] },
);

export const MergeInput = Type.Object(
  { into: IdOrCode, reason: Reason },
  { ...closed, examples: [{ into: 'enterprise-pension-op1', reason: '同一人重复建档' }] },
);
export type MergeInput = Static<typeof MergeInput>;

export const MergeDecisionInput = Type.Object(
  { decision: Type.Enum(['approve', 'reject']), comment: Type.Optional(Reason) },
  { ...closed, examples: [{ decision: 'approve', comment: '经核对身份证件，系同一人' }] },
);
export type MergeDecisionInput = Static<typeof MergeDecisionInput>;

/** Where one human acted as two: cases with duties under both records, requests in which both were heard or concerned. */
const ActedAsTwo = Type.Object(
  {
    cases: Type.Array(
      Type.Object(
        { id: Id, reference: Type.String(), item: Code, unit: Code, duties: Type.Array(Type.String()) },
        closed,
      ),
      { description: '以两个身份办理的办件 / cases with duties done under both' },
    ),
    requests: Type.Array(Id, { description: '以两个身份参与的申请 / requests with a part under both' }),
    /** There are more than are told. */
    more: Type.Boolean(),
  },
  closed,
);

/** What a merge does, or did. */
export const MergeEffects = Type.Object(
  {
    ...DepartureEffects.properties,
    requestsFailed: Type.Array(Id, {
      description: '须重新申请的申请 / pending requests that have to be asked for anew',
    }),
    actedAsTwo: ActedAsTwo,
  },
  closed,
);
export type MergeEffects = Static<typeof MergeEffects>;

const suggestedGrants = Type.Array(SuggestedGrant, {
  description: '随之终止、如需保留须另行申请的授权 / what ends and can be asked for anew, with what it would break',
});

export const MergePreview = Type.Object(
  { person: record, into: record, effects: MergeEffects, suggestedGrants },
  { $id: 'MergePreview', ...closed },
);
export type MergePreview = Static<typeof MergePreview>;

/** Two records of one human become one: asked for by one administrator, decided on by another. */
export const Merge = Type.Object(
  {
    id: Id,
    person: record,
    into: record,
    reason: Type.String(),
    state: Type.Enum(Object.keys(mergeStates) as MergeState[]),
    askedBy: nullable(Username),
    askedAt: Instant,
    decidedBy: nullable(Username),
    decidedAt: nullable(Instant),
    comment: nullable(Type.String()),
    effects: nullable(MergeEffects),
    /** Told with the decision only. */
    suggestedGrants,
    /** Usernames of who could decide on it. */
    candidates: Type.Array(Username),
  },
  { $id: 'Merge', ...closed },
);
export type Merge = Static<typeof Merge>;
