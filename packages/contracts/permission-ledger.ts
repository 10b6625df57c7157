import { type Static, type TSchema, Type } from 'typebox';
import { PermissionSchema } from './policy.ts';
import { Code, closed, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

/** Who approved or rejected a stage; a deputy is named with whom they stood for. */
const LedgerDecision = Type.Object(
  {
    stage: Type.Integer({ description: '环节，自 1 起 / from 1' }),
    by: Code,
    person: nullable(Username),
    personName: Type.String(),
    onBehalfOf: nullable(Username),
    onBehalfOfName: nullable(Type.String()),
    decision: Type.Enum(['approve', 'reject']),
    comment: nullable(Type.String()),
    at: Instant,
  },
  closed,
);

/** The request by which a grant began or ended, and who decided on it. */
export const LedgerBasis = Type.Object(
  {
    request: Id,
    change: Type.String(),
    requester: nullable(Username),
    requesterName: Type.String(),
    reason: Type.String(),
    submittedAt: Instant,
    decisions: Type.Array(LedgerDecision),
  },
  { $id: 'LedgerBasis', ...closed },
);
export type LedgerBasis = Static<typeof LedgerBasis>;

const holder = {
  person: Type.Object(
    {
      id: Id,
      username: nullable(Username),
      name: Type.String(),
      unit: { ...Code, description: '当时所属机构 / where they belonged at the moment' },
      post: Type.String({ description: '当时岗位 / their post at the moment' }),
      state: Type.Enum(['active', 'departed']),
    },
    closed,
  ),
  role: Type.Object({ code: Code, name: Name, risk: RiskLevel }, closed),
  unit: Type.Object(
    { code: Code, name: Name },
    { ...closed, description: '授权机构，及于其下级 / reaches all units below it' },
  ),
};

const held = {
  grant: Id,
  since: nullable(Instant),
  until: nullable(Instant),
  /** Held, and not acting, at the moment the ledger is of; of a difference, at its end. */
  suspended: Type.Boolean({ description: '停权中 / suspended' }),
  begunBy: nullable(LedgerBasis),
  /** The request that last moved its end. */
  extendedBy: nullable(LedgerBasis),
  endedBy: nullable(Type.String({ description: '终止方式 / request, departure …' })),
  endedByRequest: nullable(LedgerBasis),
};

/** One line of the permission ledger: who held what, where, since when, until, by which request and approvers. */
export const LedgerLine = Type.Object({ ...holder, ...held }, { $id: 'LedgerLine', ...closed });
export type LedgerLine = Static<typeof LedgerLine>;

/** From when on it is known where people belonged and what roles, items and units were; before, as first known. */
const historyFrom = {
  ...Instant,
  description: '历史完整起点 / from when on history is whole; before it, as first known',
};

/** An answer of the ledger, in pages. */
const LedgerPage = <T extends TSchema>(row: T) =>
  Type.Object({ data: Type.Array(row), nextCursor: nullable(Type.String()), historyFrom });

export const LedgerLines = LedgerPage(LedgerLine);
export type LedgerLines = Static<typeof LedgerLines>;

/** A change of a role, unit or item that changed what was held; `by`: the request, null since the founding or not known. */
export const LedgerShiftCause = Type.Object(
  { kind: Type.Enum(['role', 'unit', 'item']), code: Code, name: Name, at: Instant, by: nullable(LedgerBasis) },
  { $id: 'LedgerShiftCause', ...closed },
);
export type LedgerShiftCause = Static<typeof LedgerShiftCause>;

const shift = <T extends TSchema>(of: T, description: string) =>
  Type.Optional(
    Type.Object(
      { gained: Type.Array(of), lost: Type.Array(of), causes: Type.Array(LedgerShiftCause) },
      { ...closed, description },
    ),
  );

/**
 * What differs between two moments for one person, role and unit. `changed`: held at both, by different grants or with
 * its end moved; `passing`: held at neither, but in between. By the same grant, what is held is another still where the role's
 * `content` changed, where the unit comes to `reach` other units, and where the person has `moved`: each with what it came by.
 * Nothing is gained or lost where only the item that is asked for knows other duties, or the unit came below the one asked for.
 * `grants` in the order in which they began; `person`, `role` and `unit` as of the later moment, `before` of the earlier.
 */
export const LedgerDifference = Type.Object(
  {
    kind: Type.Enum(['begun', 'ended', 'changed', 'passing', 'content', 'reach', 'moved']),
    ...holder,
    before: Type.Object({ unit: Code, post: Type.String() }, { ...closed, description: '此前所属机构与岗位' }),
    content: shift(PermissionSchema, '角色内容的变化 / what the role allows or denies more, or no more'),
    reach: shift(Code, '授权机构管辖范围的变化 / units that it reaches more, or no more'),
    moves: Type.Optional(
      Type.Array(
        Type.Object(
          { at: Instant, unit: Code, post: Type.String(), by: Type.Enum(['transfer', 'rehire']), id: Id },
          closed,
        ),
        { description: '调岗、返聘 / where the person came to belong meanwhile' },
      ),
    ),
    grants: Type.Array(Type.Object(held, closed)),
  },
  { $id: 'LedgerDifference', ...closed },
);
export type LedgerDifference = Static<typeof LedgerDifference>;

export const LedgerDifferences = LedgerPage(LedgerDifference);
export type LedgerDifferences = Static<typeof LedgerDifferences>;
