import { type CatalogueKind, keyOf, type Listed } from './catalogue-kinds.ts';

export const catalogueList = (kind: CatalogueKind): string => `/catalogue/${kind}`;

/** Where something new is asked for. */
export const newOf = (kind: CatalogueKind): string => (kind === 'roles' ? '/roles/new' : `${catalogueList(kind)}/new`);

const about = (what: string, listed: Listed): string =>
  `${catalogueList(listed.kind)}/${what}?${new URLSearchParams({ of: keyOf(listed) })}`;

/** Where it is asked that it be another. */
export const changeOf = (listed: Listed): string => about('change', listed);

/** Where it is asked that it retire or, when it has, that it be put back. */
export const retirementOf = (listed: Listed): string => about('retirement', listed);
