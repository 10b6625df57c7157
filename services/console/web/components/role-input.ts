import type { Permission, RequestInput } from '@zhiheng/contracts';

/** A duty on items; all of them when it is on every item. */
interface DutyValues {
  duty?: string;
  items?: string[];
}

export interface RoleValues {
  code?: string;
  nameZh?: string;
  nameEn?: string;
  risk: 1 | 2 | 3;
  duties?: (DutyValues | undefined)[];
  /** Permissions as JSON. */
  further?: string[];
  inherits?: string[];
  reason?: string;
}

export const newRole: RoleValues = { risk: 2, duties: [{}] };

/** The request for a role that is not there yet; undefined while it is not whole. */
export function roleRequest(values: RoleValues | undefined): RequestInput | undefined {
  const permissions = values && permissionsOf(values);
  const [zh, en] = [values?.nameZh?.trim(), values?.nameEn?.trim()];
  if (!values?.code || !zh || !en || !permissions) return undefined;
  const { code, risk, inherits = [], reason } = values;
  if (permissions.length === 0 && inherits.length === 0) return undefined;
  const content = { name: { zh, en }, risk, permissions, ...(inherits.length > 0 ? { inherits } : {}) };
  return { change: 'role-content', role: code, content, reason: reason?.trim() ?? '' };
}

/** Undefined while a row is begun and not finished: one that is empty says nothing. */
function permissionsOf({ duties = [], further = [] }: RoleValues): Permission[] | undefined {
  const begun = duties.filter((row) => row?.duty || row?.items?.length);
  const permissions = begun.flatMap((row) =>
    row?.duty && row.items?.length ? [{ action: row.duty, resource: 'case', items: row.items }] : [],
  );
  if (permissions.length < begun.length) return undefined;
  return [...permissions, ...further.map((one) => JSON.parse(one) as Permission)];
}
