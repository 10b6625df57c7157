import type { PostTemplate, RequestInput } from '@zhiheng/contracts';

interface GivenValues {
  role?: string;
  place?: 'unit' | 'centre';
}

export interface TemplateValues {
  post?: string;
  unitKind?: string;
  unit?: string | undefined;
  roles?: (GivenValues | undefined)[];
  reason?: string;
}

export const templateValues = ({ post, unitKind, unit, roles }: PostTemplate): TemplateValues => ({
  post,
  unitKind,
  unit: unit ?? undefined,
  roles,
});

/**
 * The request that a post be given just these roles; without any, that the template be taken away, which only one that is there
 * (`before`) can be. Undefined while it is not whole, or says nothing new.
 */
export function templateRequest(values: TemplateValues | undefined, before?: PostTemplate): RequestInput | undefined {
  const { unitKind, unit, roles = [], reason } = values ?? {};
  const post = values?.post?.trim();
  const given = roles.flatMap((row) => (row?.role ? [{ role: row.role, place: row.place ?? 'unit' }] : []));
  if (!post || !unitKind || given.length < roles.length) return undefined;
  if (given.length === 0 && !before) return undefined;
  if (before && keyOf(given) === keyOf(before.roles)) return undefined;
  const template = { post, unitKind, ...(unit ? { unit } : {}), roles: given };
  return { change: 'template', template, reason: reason?.trim() ?? '' };
}

/** What is given, whatever the order. */
const keyOf = (roles: PostTemplate['roles']): string =>
  roles
    .map(({ role, place }) => `${role}@${place}`)
    .sort()
    .join(' ');
