import { type Static, Type } from 'typebox';
import { Code, closed, IdOrCode, Name } from './primitives.ts';

/** The roles to act with, of those the person holds. */
export const SessionRolesInput = Type.Object(
  {
    roles: Type.Array(IdOrCode, { minItems: 1, maxItems: 500, description: '本次会话启用的角色 / roles to act with' }),
  },
  { ...closed, examples: [{ roles: ['teller'] }] },
);
export type SessionRolesInput = Static<typeof SessionRolesInput>;

export const SessionRoles = Type.Object(
  {
    chosen: Type.Boolean({
      description:
        '是否已作选择；未选择时启用互不冲突的全部角色 / without a choice all roles are active that do not conflict',
    }),
    active: Type.Array(Code),
    available: Type.Array(Type.Object({ code: Code, name: Name, active: Type.Boolean() }, closed)),
    policyEpoch: Type.Integer({ minimum: 0 }),
  },
  { $id: 'SessionRoles', ...closed },
);
export type SessionRoles = Static<typeof SessionRoles>;
