import { said } from '@zhiheng/contracts';
import { isObject } from './asserted.ts';
import { type Field, named, pathOf, urns } from './attributes.ts';
import { noAttribute, ScimFault } from './fault.ts';
import { type Condition, conditionOf } from './filter.ts';
import { member } from './message.ts';
import type { ScimUser } from './user.ts';

/** As many users as one page holds. */
export const mostUsers = 200;
const usualUsers = 100;

export interface ListQuery {
  condition: Condition;
  sortBy?: Field;
  descending: boolean;
  startIndex: number;
  count: number;
}

/** What a query string, or the body of a `.search`, asks for (RFC 7644, 3.4.2). Throws `invalidFilter`, `invalidPath`, `invalidValue`. */
export function listQueryOf(asked: unknown): ListQuery {
  const filter = textOf(asked, 'filter');
  const sortBy = textOf(asked, 'sortBy');
  const order = (textOf(asked, 'sortOrder') ?? 'ascending').toLowerCase();
  if (order !== 'ascending' && order !== 'descending')
    throw new ScimFault('invalidValue', said('scim-wrong-value', { path: 'sortOrder', kind: 'ascending, descending' }));
  const field = sortBy === undefined ? undefined : sortField(sortBy);
  return {
    condition: filter === undefined ? true : conditionOf(filter),
    ...(field ? { sortBy: field } : {}),
    descending: order === 'descending',
    startIndex: Math.max(whole(asked, 'startIndex') ?? 1, 1),
    count: Math.min(Math.max(whole(asked, 'count') ?? usualUsers, 0), mostUsers),
  };
}

function textOf(asked: unknown, name: string): string | undefined {
  const value = member(asked, name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string')
    throw new ScimFault('invalidValue', said('scim-wrong-value', { path: name, kind: 'string' }));
  return value;
}

function whole(asked: unknown, name: string): number | undefined {
  const value = member(asked, name);
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && Math.abs(number) <= 2_147_483_647) return number;
  throw new ScimFault('invalidValue', said('scim-wrong-value', { path: name, kind: 'integer' }));
}

/** By what users are sorted; by what nobody has, in the order they came. A complex attribute is sorted by its first. */
function sortField(path: string): Field | undefined {
  const found = named(path);
  if (!found) throw noAttribute(path);
  return found.fields[0];
}

/** Picks from a user what a query asks for (RFC 7644, 3.9): always with `id` and `schemas`. Throws `invalidPath`. */
export function projection(asked: unknown): (user: ScimUser) => ScimUser {
  const wanted = pathsOf(asked, 'attributes');
  const unwanted = pathsOf(asked, 'excludedAttributes');
  if (!wanted && !unwanted) return (user) => user;
  const keeps = (path: string) =>
    wanted ? wanted.some((one) => covers(one, path)) : !unwanted?.some((one) => covers(one, path));
  return (user) => Object.fromEntries(picked(user, '', keeps));
}

const always = new Set(['id', 'schemas']);

function picked(user: ScimUser, under: string, keeps: (path: string) => boolean): [string, unknown][] {
  return Object.entries(user).flatMap(([key, value]): [string, unknown][] => {
    const path = `${under}${key}`;
    if (always.has(path)) return [[key, value]];
    if (!isObject(value)) return keeps(path.toLowerCase()) ? [[key, value]] : [];
    const inner = picked(value, `${path}${key.startsWith('urn:') ? ':' : '.'}`, keeps);
    return inner.length > 0 ? [[key, Object.fromEntries(inner)]] : [];
  });
}

/** Whether what is named holds the path: it is it, or what it is in. */
const covers = (name: string, path: string): boolean =>
  path === name || (path.startsWith(name) && /^[.:]/.test(path.slice(name.length)));

function pathsOf(asked: unknown, name: string): string[] | undefined {
  const value = member(asked, name);
  if (value === undefined || value === null || value === '') return undefined;
  const paths = (Array.isArray(value) ? value.map(String) : String(value).split(','))
    .map((path) => path.trim())
    .filter(Boolean);
  return paths.flatMap((path) => {
    const found = named(path);
    if (!found && !/^meta(\.|$)/i.test(path)) throw noAttribute(path);
    return [plain(path), ...(found?.fields ?? []).map((field) => pathOf(field).toLowerCase())];
  });
}

const core = `${urns.user}:`.toLowerCase();
const plain = (path: string): string => path.toLowerCase().replace(core, '');
