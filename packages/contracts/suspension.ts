import { type Static, Type } from 'typebox';
import { DepartureEffects } from './departure.ts';
import { Code, closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';
import { StaffingLoss } from './staffing.ts';

/** Why somebody is suspended at once, in words. */
export const suspensionReasons = {
  'under-investigation': { zh: '接受调查', en: 'Under investigation' },
  'credential-compromised': { zh: '凭据泄露', en: 'Credential compromised' },
  'outlet-agreement-ended': { zh: '网点协议终止', en: 'Outlet agreement ended' },
  'seconded-out': { zh: '借调外出', en: 'Seconded elsewhere' },
} as const;
export type SuspensionReason = keyof typeof suspensionReasons;

/** Where a suspension stands, in words. */
export const suspensionStates = {
  unconfirmed: { zh: '已停权，待确认', en: 'In force, to be confirmed' },
  kept: { zh: '已确认，停权至期满', en: 'Confirmed, in force until its date' },
  lifting: { zh: '恢复中，部分待调整', en: 'Being lifted, some has to be adjusted first' },
  lifted: { zh: '已恢复', en: 'Lifted' },
  removed: { zh: '已确认，授权终止', en: 'Confirmed, the grants have ended' },
  departed: { zh: '已离岗', en: 'Ended by a departure' },
} as const;
export type SuspensionState = keyof typeof suspensionStates;

const reason = Type.Enum(Object.keys(suspensionReasons) as SuspensionReason[], {
  description: '停权事由 / why',
});
/** Confirmed, it lasts until then; absent: the grants end for good. */
const keptUntil = Type.Optional(Instant);

/** Suspends all that somebody holds, or the grants named. */
export const SuspensionInput = Type.Object(
  {
    reason,
    note: Reason,
    grants: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: 500,
        uniqueItems: true,
        description: '只停这些授权；缺省为全部 / only these grants; absent: everything',
      }),
    ),
    keptUntil,
  },
  { ...closed, examples: [{ reason: 'under-investigation', note: '接到举报，先行停权' }] },
);
export type SuspensionInput = Static<typeof SuspensionInput>;

/** Suspends everybody who belongs to a unit or below it. */
export const UnitSuspensionInput = Type.Object(
  { reason, note: Reason, keptUntil },
  { ...closed, examples: [{ reason: 'outlet-agreement-ended', note: '代办协议到期未续' }] },
);
export type UnitSuspensionInput = Static<typeof UnitSuspensionInput>;

const { decisionsReassigned, controlsLeft, openCases } = DepartureEffects.properties;

/** What a suspension does, or did. */
export const SuspensionEffects = Type.Object(
  {
    accounts: Type.Array(Username, { description: '停止登录的账号 / accounts that cannot sign in meanwhile' }),
    grants: Type.Array(Type.Object({ id: Id, role: Code, unit: Code }, closed), {
      description: '停用的授权 / grants suspended',
    }),
    decisionsReassigned,
    controlsLeft,
    openCases,
  },
  closed,
);
export type SuspensionEffects = Static<typeof SuspensionEffects>;

const who = { person: Id, username: nullable(Username), name: Type.String(), unit: Code };

export const SuspensionPreview = Type.Object(
  {
    suspensions: Type.Array(
      Type.Object(
        {
          ...who,
          effects: SuspensionEffects,
          confirmedBy: Type.Array(Username, { description: '可确认的人 / who could confirm it' }),
        },
        closed,
      ),
    ),
    losses: Type.Array(StaffingLoss, { description: '将受影响的事项 / items it leaves worse off, the broken first' }),
  },
  { $id: 'SuspensionPreview', ...closed },
);
export type SuspensionPreview = Static<typeof SuspensionPreview>;

/** An emergency suspension. `request` is its confirmation: decided on as any other request. */
export const Suspension = Type.Object(
  {
    id: Id,
    ...who,
    reason,
    note: Type.String(),
    scope: Type.Enum(['everything', 'grants']),
    /** The unit that was suspended as a whole; null when it was this person alone. */
    ofUnit: nullable(Code),
    keptUntil: nullable(Instant),
    state: Type.Enum(Object.keys(suspensionStates) as SuspensionState[]),
    request: Id,
    at: Instant,
    by: nullable(Username),
    endedAt: nullable(Instant),
    effects: SuspensionEffects,
    /** What it still holds up at this moment. */
    withheld: Type.Array(Type.Object({ id: Id, role: Code, unit: Code }, closed), {
      description: '仍停用的授权 / grants that are still suspended',
    }),
  },
  { $id: 'Suspension', ...closed },
);
export type Suspension = Static<typeof Suspension>;

/** Those of one order. */
export const UnitSuspension = Type.Object(
  { suspensions: Type.Array(Suspension) },
  { $id: 'UnitSuspension', ...closed },
);
export type UnitSuspension = Static<typeof UnitSuspension>;
