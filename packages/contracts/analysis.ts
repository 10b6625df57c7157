import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, Name, nullable, Username } from './primitives.ts';
import { ConflictDocument } from './problem-document.ts';

/** One rule that one person breaks by what they hold (or will). */
export const HeldConflict = Type.Object(
  {
    person: Id,
    username: nullable(Username),
    name: Type.String(),
    unit: Code,
    from: nullable(Instant),
    until: nullable(Instant),
    conflict: ConflictDocument,
  },
  { $id: 'HeldConflict', ...closed },
);
export type HeldConflict = Static<typeof HeldConflict>;

/** Who can fill the duties of an item at a unit, and whether distinct people can. */
export const Staffing = Type.Object(
  {
    item: Code,
    name: Name,
    unit: Code,
    risk: Type.Integer(),
    duties: Type.Array(
      Type.Object(
        {
          duty: Type.String(),
          holders: Type.Array(Type.Object({ person: Id, username: nullable(Username), name: Type.String() }, closed)),
        },
        closed,
      ),
    ),
    feasible: Type.Boolean({ description: '能否由不同人员办完 / distinct people can fill all duties' }),
    critical: Type.Array(Username, { description: '缺一不可的人 / without whom it no longer works' }),
  },
  { $id: 'Staffing', ...closed },
);
export type Staffing = Static<typeof Staffing>;
