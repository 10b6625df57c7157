import { type Static, Type } from 'typebox';
import { closed, Id, Instant, Name } from './primitives.ts';
import { LeftBehind } from './retirement.ts';

/** One broken rule of a refusal, explained: which rule, its legal source, what it conflicts with, what would resolve it. */
export const ConflictDocument = Type.Object(
  {
    rule: Type.String(),
    name: Name,
    source: Type.String(),
    effect: Type.Enum(['block', 'observe']),
    person: Type.Optional(Type.String({ description: '用户名，变更涉及多人时 / username, where a change hits many' })),
    items: Type.Array(Type.String()),
    from: Type.Optional(Type.Union([Instant, Type.Null()], { description: '冲突期间的起点 / since when in conflict' })),
    until: Type.Optional(
      Type.Union([Instant, Type.Null()], { description: '冲突期间的终点 / until when in conflict' }),
    ),
    with: Type.Array(
      Type.Object(
        {
          grant: Type.Optional(Type.String()),
          role: Type.Optional(Type.String()),
          unit: Type.Optional(Type.String()),
          person: Type.Optional(Type.String()),
          duty: Type.Optional(Type.String()),
          round: Type.Optional(Type.Integer()),
          case: Type.Optional(Type.String()),
          item: Type.Optional(Type.String()),
          at: Type.Optional(Type.Union([Instant, Type.Null()])),
          permissions: Type.Optional(
            Type.Array(Type.Object({ action: Type.String(), item: Type.Optional(Type.String()) })),
          ),
          from: Type.Optional(Type.Union([Instant, Type.Null()])),
          until: Type.Optional(Type.Union([Instant, Type.Null()])),
        },
        { additionalProperties: false },
      ),
    ),
    resolution: Name,
    resolutions: Type.Optional(Type.Array(Type.Array(Type.String()))),
  },
  { $id: 'Conflict' },
);
export type ConflictDocument = Static<typeof ConflictDocument>;

/** Of lists that are cut. */
export const FurtherConflicts = Type.Integer({ minimum: 1, description: '未列出的其余项数 / how many more there are' });

/** A refusal that is foretold, or that of one among many; `request`: the pending request that is in the way. */
export const Refusal = Type.Object(
  {
    code: Type.String(),
    title: Type.String(),
    detail: Type.Optional(Type.String()),
    request: Type.Optional(Id),
  },
  closed,
);
export type Refusal = Static<typeof Refusal>;

/** With which month an entry was removed, and the entry that says so. */
export const RemovalDocument = Type.Object({
  month: Type.String(),
  entry: Type.String({ description: '移除的记录 / id of the entry about the removal' }),
  firstIndex: Type.Integer(),
  lastIndex: Type.Integer(),
  entries: Type.Integer(),
  proof: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: '该记录的存在证明 / proof of that entry, as of any' }),
  ),
});
export type RemovalDocument = Static<typeof RemovalDocument>;

/** The sign-in that an act needs (RFC 9470): what to ask the authorization endpoint for. */
export const StepUpDocument = Type.Object(
  {
    acrValues: Type.String({ examples: ['urn:zhiheng:acr:two-factor'] }),
    maxAge: Type.Integer({ description: '秒 / seconds', examples: [600] }),
  },
  closed,
);
export type StepUpDocument = Static<typeof StepUpDocument>;

/** RFC 9457 problem document with this project's members. */
export const ProblemDocument = Type.Object(
  {
    type: Type.String({ examples: ['urn:zhiheng:problem:duty-conflict'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    code: Type.String(),
    instance: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
    conflicts: Type.Optional(Type.Array(ConflictDocument)),
    furtherConflicts: Type.Optional(FurtherConflicts),
    removal: Type.Optional(RemovalDocument),
    left: Type.Optional(Type.Array(LeftBehind)),
    request: Type.Optional(Type.String()),
    stepUp: Type.Optional(StepUpDocument),
  },
  { $id: 'Problem', description: '问题说明 / RFC 9457 problem document' },
);
export type ProblemDocument = Static<typeof ProblemDocument>;
