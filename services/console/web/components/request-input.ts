import type { RequestInput } from '@zhiheng/contracts';
import type { Dayjs } from 'dayjs';
import { endOfDay, startOfDay } from './times.ts';

/** What the form holds. Days are of Shanghai; the last one is included. */
export interface RequestValues {
  change: RequestInput['change'];
  beneficiary?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
  validFrom?: Dayjs | null;
  validUntil?: Dayjs | null;
  reason?: string;
}

/** What the service is asked; undefined while something is missing that it cannot judge without. */
export function inputOf(values: RequestValues | undefined): RequestInput | undefined {
  if (!values) return undefined;
  const { change, beneficiary, role, unit, validFrom, validUntil, reason } = values;
  if (!beneficiary || !role || !unit) return undefined;
  return {
    change,
    beneficiary,
    role,
    unit,
    // Taking back is at once; the period is the grant's own.
    ...(change === 'grant' && validFrom ? { validFrom: startOfDay(validFrom.format('YYYY-MM-DD')) } : {}),
    ...(change === 'grant' && validUntil ? { validUntil: endOfDay(validUntil.format('YYYY-MM-DD')) } : {}),
    reason: reason?.trim() ?? '',
  };
}

/** 128 random bits: a retry of the same request makes no second one. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
