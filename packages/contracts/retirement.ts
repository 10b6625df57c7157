import { type Static, Type } from 'typebox';
import { closed } from './primitives.ts';

/** What may still hang on a unit, an item, a role or a chain that is to retire. */
const leftKinds = [
  'person',
  'grant',
  'suspended-grant',
  'unit',
  'item',
  'case',
  'request',
  'transfer',
  'deputy',
  'template',
  'role',
  'rule',
  'chain',
] as const;

/**
 * What a retirement would leave behind, of one kind, or a limit concern: grants that last beyond it; requests (`request`) that it ends, those through a chain go on. Of people the
 * caller sees nothing of, only how many there are.
 */
export const LeftBehind = Type.Object(
  {
    kind: Type.Enum(leftKinds, { description: '遗留种类 / of what kind' }),
    count: Type.Integer({ description: '数量 / how many' }),
    refuses: Type.Boolean({ description: '须先处理，否则不能停用 / as long as it is there, nothing retires' }),
    some: Type.Array(Type.String(), {
      maxItems: 20,
      description: '其中若干：代码、用户名或编号 / some of them: codes, usernames or ids',
    }),
  },
  { $id: 'LeftBehind', ...closed },
);
export type LeftBehind = Static<typeof LeftBehind>;
