import type { DraftInput } from '@zhiheng/contracts';
import dayjs from 'dayjs';
import { attachmentsOf } from './attachment-values.ts';
import { askedChanges, coverOf, periodOf, type RequestValues, roleContentGiven } from './request-input.ts';
import { dayText, lastDayText } from './times.ts';

/** What of the form is kept: as much as there is of what its change takes. */
export function draftOf(values: RequestValues): DraftInput {
  const reason = values.reason?.trim();
  return { change: values.change, ...partsOf(values), ...given({ reason }), ...attachmentsOf(values.attachments) };
}

function partsOf(values: RequestValues): Omit<DraftInput, 'change'> {
  const { change, beneficiary, role, unit, rule, items = [], controlOwner } = values;
  if (change === 'role-content') return given({ role, content: roleContentGiven(values) });
  if (change !== 'exception') return { ...given({ beneficiary, role, unit }), ...periodOf(values), ...coverOf(values) };
  const compensatingControl = values.compensatingControl?.trim();
  return {
    ...given({ beneficiary, rule, controlOwner, compensatingControl }),
    ...(items.length > 0 ? { items } : {}),
    ...periodOf(values),
  };
}

/** What the form begins with to go on with a draft. */
export function valuesOfDraft({ content, coverPlan, validFrom, validUntil, rule, ...kept }: DraftInput): RequestValues {
  return {
    ...given({ ...kept, rule: typeof rule === 'string' ? rule : rule?.code }),
    change: askedChanges.find((change) => change === kept.change) ?? 'grant',
    ...(content?.permissions ? { permissions: content.permissions.map((one) => JSON.stringify(one)) } : {}),
    ...(content?.inherits ? { inherits: content.inherits } : {}),
    ...(validFrom ? { validFrom: dayjs(dayText(validFrom)) } : {}),
    ...(validUntil ? { validUntil: dayjs(lastDayText(validUntil)) } : {}),
    ...(coverPlan ? { withCover: true, cover: { ...coverPlan, until: dayjs(lastDayText(coverPlan.until)) } } : {}),
  };
}

/** What is not there, or empty, is left out. */
const given = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as never;
