import { type Static, Type } from 'typebox';
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
      unit: Code,
      post: Type.String({ description: '现任岗位 / the post of today' }),
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

/**
 * What differs between two moments for one person, role and unit. `changed`: held at both, by different grants or with
 * its end moved; `passing`:
 * held at neither, but in between. `grants` in the order in which they began.
 */
export const LedgerDifference = Type.Object(
  {
    kind: Type.Enum(['begun', 'ended', 'changed', 'passing']),
    ...holder,
    grants: Type.Array(Type.Object(held, closed)),
  },
  { $id: 'LedgerDifference', ...closed },
);
export type LedgerDifference = Static<typeof LedgerDifference>;
