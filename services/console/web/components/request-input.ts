import type { Permission, RequestInput } from '@zhiheng/contracts';
import type { Dayjs } from 'dayjs';
import { endOfDay, startOfDay } from './times.ts';

/** What the form can ask for; changes of rules are asked for through the API. */
export const askedChanges = ['grant', 'revoke', 'extend', 'exception', 'role-content'] as const;
export type AskedChange = (typeof askedChanges)[number];

/** What the form holds. Days are of Shanghai; the last one is included. */
export interface RequestValues {
  change: AskedChange;
  beneficiary?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
  /** Of a role: permissions as JSON, and the roles that it inherits. */
  permissions?: string[];
  inherits?: string[];
  rule?: string | undefined;
  items?: string[];
  compensatingControl?: string;
  controlOwner?: string;
  validFrom?: Dayjs | null;
  validUntil?: Dayjs | null;
  withCover?: boolean;
  cover?: { by?: string[]; until?: Dayjs | null; note?: string };
  reason?: string;
}

/** What the service is asked; undefined while something is missing that it cannot judge without. */
export function inputOf(values: RequestValues | undefined): RequestInput | undefined {
  if (values?.change === 'role-content') return roleContentOf(values);
  if (!values?.beneficiary) return undefined;
  return values.change === 'exception' ? exceptionOf(values) : changeOfGrant(values);
}

/** For nobody in particular: a role's content is for whoever holds it. */
function roleContentOf({ role, permissions, inherits = [], reason }: RequestValues): RequestInput | undefined {
  if (!role || !permissions) return undefined;
  const content = { permissions: permissions.map((one) => JSON.parse(one) as Permission), inherits };
  return { change: 'role-content', role, content, reason: reason?.trim() ?? '' };
}

function changeOfGrant(values: RequestValues): RequestInput | undefined {
  const { change, beneficiary, role, unit, reason } = values;
  if (!beneficiary || !role || !unit) return undefined;
  if (change === 'extend' && !values.validUntil) return undefined;
  return { change, beneficiary, role, unit, ...periodOf(values), ...coverOf(values), reason: reason?.trim() ?? '' };
}

/** A cover plan once it is whole: what is not yet would be refused for what lacks. */
function coverOf({ change, withCover, cover }: RequestValues): Pick<RequestInput, 'coverPlan'> {
  const { by = [], until, note } = cover ?? {};
  if (change !== 'revoke' || !withCover || by.length === 0 || !until || !note?.trim()) return {};
  return { coverPlan: { by, until: endOfDay(until.format('YYYY-MM-DD')), note: note.trim() } };
}

function exceptionOf(values: RequestValues): RequestInput | undefined {
  const { change, beneficiary, rule, items = [], controlOwner, reason } = values;
  const compensatingControl = values.compensatingControl?.trim();
  if (!beneficiary || !rule || !compensatingControl || !controlOwner || !values.validUntil) return undefined;
  return {
    change,
    beneficiary,
    rule,
    compensatingControl,
    controlOwner,
    ...(items.length > 0 ? { items } : {}),
    ...periodOf(values),
    reason: reason?.trim() ?? '',
  };
}

/** Taking back is at once; an extension moves the end only. */
function periodOf({ change, validFrom, validUntil }: RequestValues): Pick<RequestInput, 'validFrom' | 'validUntil'> {
  if (change === 'revoke') return {};
  return {
    ...(validFrom && change !== 'extend' ? { validFrom: startOfDay(validFrom.format('YYYY-MM-DD')) } : {}),
    ...(validUntil ? { validUntil: endOfDay(validUntil.format('YYYY-MM-DD')) } : {}),
  };
}

/** 128 random bits: a retry of the same request makes no second one. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
