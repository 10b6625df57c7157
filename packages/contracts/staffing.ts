import { type Static, Type } from 'typebox';
import { ItemSchema } from './policy.ts';
import { Code, closed, Id, IdOrCode, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

const duty = Type.String({ description: '职责 / duty', examples: ['review'] });
const who = { person: Id, username: nullable(Username), name: Type.String() };
const names = (description: string) =>
  Type.Array(Type.String(), { description: `${description}; by username, by id without an account` });

const filled = {
  feasible: Type.Boolean({ description: '能否由不同人员办完 / distinct people can fill all duties' }),
  assignment: Type.Array(Type.Object({ duty, ...who }, closed), {
    description: '一种可行的分工 / one way to fill as many duties as possible',
  }),
  unfilled: Type.Array(duty, { description: '无人可办的职责 / duties that stay open' }),
  critical: names('缺一不可的人 / without whom fewer duties could be filled'),
};

const breaks = Type.Array(names('同时缺席即办不完 / who may not be away together'));

/** Who can fill the duties of an item at a unit, whether distinct people can, and who may be away. */
export const Staffing = Type.Object(
  {
    item: Code,
    name: Name,
    unit: Code,
    risk: RiskLevel,
    duties: Type.Array(Type.Object({ duty, holders: Type.Array(Type.Object(who, closed)) }, closed)),
    ...filled,
    breaks,
    survives: Type.Integer({
      minimum: -1,
      maximum: 2,
      description:
        '任意几人缺席仍可办理，至多到所问；-1 为现已办不了 / how many may be away, as far as asked; -1: none fits',
    }),
  },
  { $id: 'Staffing', ...closed },
);
export type Staffing = Static<typeof Staffing>;

/** An item at a unit that a change leaves worse off. */
export const StaffingLoss = Type.Object(
  {
    item: Code,
    name: Name,
    unit: Code,
    risk: RiskLevel,
    /** It can no longer be done, or, being new, not at all. */
    broken: Type.Boolean({ description: '将办不了 / can no longer be done' }),
    unfilled: Type.Array(duty, { description: '新增的无人可办的职责 / duties that would come to stay open' }),
    critical: names('新增的缺一不可的人 / people it would come to depend on'),
    short: Type.Array(Type.Object({ duty, remaining: names('尚余的人 / who is left') }, closed), {
      description: '将不足两人的职责 / duties left with fewer than two people',
    }),
    /** Null: the item is new. */
    before: nullable(Type.Object({ feasible: Type.Boolean(), survives: Type.Integer() }, closed)),
    after: Type.Object({ ...filled, breaks, survives: Type.Integer() }, closed),
  },
  { $id: 'StaffingLoss', ...closed },
);
export type StaffingLoss = Static<typeof StaffingLoss>;

/** A change that is only thought of. People by username or id. */
export const StaffingPreviewInput = Type.Object(
  {
    departures: Type.Optional(Type.Array(IdOrCode, { maxItems: 1000, description: '离岗 / who leaves' })),
    leaves: Type.Optional(Type.Array(IdOrCode, { maxItems: 1000, description: '请假 / who is away' })),
    removals: Type.Optional(
      Type.Array(Type.Object({ person: IdOrCode, role: IdOrCode, unit: IdOrCode }, closed), {
        maxItems: 1000,
        description: '收回的授权 / grants taken back',
      }),
    ),
    grants: Type.Optional(
      Type.Array(Id, { maxItems: 1000, uniqueItems: true, description: '同上，按授权 / the same by the grants’ ids' }),
    ),
    newItems: Type.Optional(Type.Array(ItemSchema, { maxItems: 100, description: '新开事项 / items to begin' })),
    changedItems: Type.Optional(
      Type.Array(ItemSchema, { maxItems: 100, description: '调整后的事项 / items as they would be' }),
    ),
    places: Type.Optional(
      Type.Array(Type.Object({ item: Code, unit: IdOrCode }, closed), {
        maxItems: 1000,
        description: '新开或调整的事项还在哪些机构办理 / where else the new or changed items are to be done',
      }),
    ),
    performers: Type.Optional(
      Type.Array(Type.Object({ item: Code, duty, role: IdOrCode }, closed), {
        maxItems: 1000,
        description: '新开或调整的事项由哪些角色办理 / roles that would be given a duty of the new or changed items',
      }),
    ),
    at: Type.Optional(Instant),
  },
  {
    ...closed,
    examples: [
      {
        departures: ['control-op3'],
        removals: [{ person: 'control-op1', role: 'control-review', unit: 'control' }],
        at: '2027-01-04T01:00:00Z',
      },
    ],
  },
);
export type StaffingPreviewInput = Static<typeof StaffingPreviewInput>;

export const StaffingPreview = Type.Object(
  {
    total: Type.Integer({ description: '受影响的事项与机构数 / how many items at units are worse off' }),
    losses: Type.Array(StaffingLoss, { description: '先列办不了的，至多一千 / those broken first, at most 1,000' }),
  },
  { $id: 'StaffingPreview', ...closed },
);
export type StaffingPreview = Static<typeof StaffingPreview>;
