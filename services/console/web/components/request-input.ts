import type { Permission, RequestInput } from '@zhiheng/contracts';
import type { Dayjs } from 'dayjs';
import { type AttachmentValue, attachmentsOf } from './attachment-values.ts';
import { type CoverValues, coverPlanOf } from './cover-input.ts';
import { endOfDay, startOfDay } from './times.ts';

/** What the form can ask for; changes of rules are asked for through the API. */
export const askedChanges = ['grant', 'revoke', 'extend', 'exception', 'role-content'] as const;
export type AskedChange = (typeof askedChanges)[number];

/** What the form holds. Days are of Shanghai; the last one is included. */
export interface RequestValues extends CoverValues {
  change: AskedChange;
  beneficiary?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
  /** Of a role: permissions as JSON, and the roles that it inherits. */
  permissions?: string[];
  inherits?: string[];
  rule?: string | undefined;
  items?: string[];
  compensatingControl?: string | undefined;
  controlOwner?: string;
  validFrom?: Dayjs | null;
  validUntil?: Dayjs | null | undefined;
  reason?: string;
  attachments?: AttachmentValue[];
}

/** What the service is asked; undefined while something is missing that it cannot judge without. */
export function inputOf(values: RequestValues | undefined): RequestInput | undefined {
  const asked = values && changeOf(values);
  return asked && { ...asked, ...attachmentsOf(values.attachments) };
}

function changeOf(values: RequestValues): RequestInput | undefined {
  if (values.change === 'role-content') return roleContentOf(values);
  if (!values.beneficiary) return undefined;
  return values.change === 'exception' ? exceptionOf(values) : changeOfGrant(values);
}

/** For nobody in particular: a role's content is for whoever holds it. */
function roleContentOf({ role, reason, ...values }: RequestValues): RequestInput | undefined {
  const content = roleContentGiven(values);
  if (!role || !content) return undefined;
  return { change: 'role-content', role, content, reason: reason?.trim() ?? '' };
}

export function roleContentGiven({ permissions, inherits = [] }: Pick<RequestValues, 'permissions' | 'inherits'>) {
  return permissions && { permissions: permissions.map((one) => JSON.parse(one) as Permission), inherits };
}

function changeOfGrant(values: RequestValues): RequestInput | undefined {
  const { change, beneficiary, role, unit, reason } = values;
  if (!beneficiary || !role || !unit) return undefined;
  if (change === 'extend' && !values.validUntil) return undefined;
  return { change, beneficiary, role, unit, ...periodOf(values), ...coverOf(values), reason: reason?.trim() ?? '' };
}

export const coverOf = (values: RequestValues) => (values.change === 'revoke' ? coverPlanOf(values) : {});

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
export function periodOf({
  change,
  validFrom,
  validUntil,
}: RequestValues): Pick<RequestInput, 'validFrom' | 'validUntil'> {
  if (change === 'revoke') return {};
  return {
    ...(validFrom && change !== 'extend' ? { validFrom: startOfDay(validFrom.format('YYYY-MM-DD')) } : {}),
    ...(validUntil ? { validUntil: endOfDay(validUntil.format('YYYY-MM-DD')) } : {}),
  };
}

/** 128 random bits: a retry of the same request makes no second one. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
