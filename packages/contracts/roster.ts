import { type Static, Type } from 'typebox';
import { DepartureKind } from './departure.ts';
import { Code, closed, Id, Instant, nullable, Username } from './primitives.ts';
import { Refusal } from './problem-document.ts';

/** What a column of a personnel file may be. */
export const rosterFields = ['staffNumber', 'name', 'unit', 'post', 'username', 'status', 'leavesOn'] as const;
export type RosterField = (typeof rosterFields)[number];

/** What its field is called, within a sentence. */
export const rosterFieldWords: Readonly<Record<RosterField, { zh: string; en: string }>> = {
  staffNumber: { zh: '工号', en: 'staff number' },
  name: { zh: '姓名', en: 'name' },
  unit: { zh: '机构', en: 'unit' },
  post: { zh: '岗位', en: 'post' },
  username: { zh: '用户名', en: 'username' },
  status: { zh: '状态', en: 'status' },
  leavesOn: { zh: '离岗日期', en: 'leaving date' },
};

/**
 * `joins`, `moves`, `leaves`: what is done. `leaves-later`: leaves on a day to come. `unknown`: said to have left, and nobody here. `left`: in
 * the file, though they have left; comes back by a rehire only. `differs`: their number, another name. Nothing is done about the last four.
 */
export const rosterKinds = [
  'joins',
  'moves',
  'leaves',
  'leaves-later',
  'unknown',
  'left',
  'differs',
  'unchanged',
] as const;
export const RosterKind = Type.Enum(rosterKinds);
export type RosterKind = Static<typeof RosterKind>;

/** `overtaken`: it was so already, or somebody else has done otherwise since. */
export const rosterOutcomes = ['done', 'overtaken', 'refused'] as const;
export const RosterOutcome = Type.Enum(rosterOutcomes);
export type RosterOutcome = Static<typeof RosterOutcome>;

export const rosterStates = ['open', 'applying', 'done', 'stopped', 'cancelled', 'expired'] as const;
export const RosterState = Type.Enum(rosterStates);
export type RosterState = Static<typeof RosterState>;

const title = Type.String({ minLength: 1, maxLength: 200 });
/** Which column is what, by its title. */
export const RosterColumns = Type.Object(
  {
    staffNumber: Type.Optional(title),
    name: Type.Optional(title),
    unit: Type.Optional(title),
    post: Type.Optional(title),
    username: Type.Optional(title),
    status: Type.Optional(title),
    leavesOn: Type.Optional(title),
  },
  { ...closed, description: '各项内容所在列的标题 / titles of the columns' },
);
export type RosterColumns = Static<typeof RosterColumns>;

/** The titles of a file, and what each column is taken for. */
export const RosterTitles = Type.Object(
  {
    encoding: nullable(Type.String()),
    columns: Type.Array(Type.Object({ title: Type.String(), field: nullable(Type.Enum(rosterFields)) }, closed)),
  },
  { $id: 'RosterTitles', ...closed },
);
export type RosterTitles = Static<typeof RosterTitles>;

const count = Type.Integer({ minimum: 0 });

export const Roster = Type.Object(
  {
    id: Id,
    fileName: Type.String(),
    uploadedBy: Type.String({ description: '用户名或客户端 / username or client' }),
    uploadedAt: Instant,
    expiresAt: Instant,
    state: RosterState,
    version: Type.Integer({ description: '预览的版本，执行时写明 / of the preview; named when it is applied' }),
    judgedAt: Instant,
    /** The centre has changed since: when it is applied it is judged anew. */
    changedSince: Type.Boolean(),
    counts: Type.Object(
      Object.fromEntries(rosterKinds.map((kind) => [kind, count])) as Record<RosterKind, typeof count>,
      {
        ...closed,
        description: '人数 / people',
      },
    ),
    /** Of those who leave or move. */
    grantsTouched: count,
    casesTouched: count,
    people: Type.Integer({ description: '中心在岗人数 / active people of the centre' }),
    leaving: Type.Integer({ description: '将停用的人数 / people who would be disabled' }),
    mostOfUnit: Type.Integer({ description: '一个机构中最多停用的人数 / the most of one unit' }),
    sharePercent: Type.Integer(),
    unitPeople: Type.Integer(),
    needsSecond: Type.Boolean({ description: '须由上传人以外的管理员确认 / another administrator has to confirm it' }),
    appliedBy: nullable(Username),
    appliedAt: nullable(Instant),
    total: count,
    done: count,
    refused: count,
    failure: nullable(Type.String()),
    finishedAt: nullable(Instant),
  },
  { $id: 'Roster', ...closed },
);
export type Roster = Static<typeof Roster>;

/** A line of the file, or somebody whom it does not name (`line` null). What is personal is gone once it was applied. */
export const RosterRow = Type.Object(
  {
    place: Type.Integer(),
    line: nullable(Type.Integer()),
    kind: RosterKind,
    staffNumber: nullable(Type.String()),
    name: nullable(Type.String()),
    person: nullable(Id),
    username: nullable(Username),
    from: nullable(Type.Object({ unit: Code, post: Type.String() }, closed)),
    to: nullable(Type.Object({ unit: Code, post: nullable(Type.String()) }, closed)),
    departure: nullable(DepartureKind),
    leavesOn: nullable(Type.String()),
    outcome: nullable(RosterOutcome),
    problem: nullable(Refusal),
    /** Of the departure, the transfer or the person that came of it. */
    result: nullable(Id),
  },
  { $id: 'RosterRow', ...closed },
);
export type RosterRow = Static<typeof RosterRow>;

export const RosterApplicationInput = Type.Object(
  { version: Type.Integer({ minimum: 1, description: '所查看预览的版本 / of the preview that was looked at' }) },
  { ...closed, examples: [{ version: 1 }] },
);

const sharePercent = Type.Integer({
  minimum: 0,
  maximum: 100,
  description: '停用人数占在岗人数的百分比上限 / percent',
});
const unitPeople = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: '一个机构停用人数上限 / people of a unit',
});
/** Beyond either a second administrator confirms. */
export const RosterLimitsInput = Type.Object(
  { sharePercent, unitPeople },
  { ...closed, examples: [{ sharePercent: 10, unitPeople: 5 }] },
);
export type RosterLimitsInput = Static<typeof RosterLimitsInput>;
export const RosterSettings = Type.Object(
  { sharePercent, unitPeople, columns: RosterColumns },
  { $id: 'RosterSettings', ...closed },
);
export type RosterSettings = Static<typeof RosterSettings>;
