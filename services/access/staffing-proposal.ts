import { noSuch, type StaffingPreviewInput, said } from '@zhiheng/contracts';
import { compilePolicy, type Item, type Permission, type Place, type Policy, PolicyError } from '@zhiheng/duties';
import { fieldProblem, fieldsProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { known } from './overlook.ts';
import { replaced } from './policy-change-check.ts';

type Asked = Pick<StaffingPreviewInput, 'newItems' | 'changedItems' | 'places' | 'performers'>;

/** Items as they would be, with the policy that says so, and where they are to be done. */
export interface ItemsProposal {
  after: Policy;
  items: Item[];
  places: Place[];
}

/**
 * What is thought of new and changed items: undefined where nothing is. Throws `already-exists`, `unknown-code`,
 * `invalid-request`, each naming its field.
 */
export function itemsProposal(policy: CentrePolicy, asked: Asked): ItemsProposal | undefined {
  const { newItems = [], changedItems = [], places = [], performers = [] } = asked;
  const items = [...newItems, ...changedItems];
  requireKnown(policy, newItems, changedItems);
  const codes = new Set(items.map(({ code }) => code));
  if (codes.size < items.length) throw fieldProblem('already-exists', '/changedItems', said('item-twice'));
  const after = policyWith(policy, items, performersOf(policy, codes, performers));
  requireSound(after, { newItems, changedItems });
  const at = places.map(({ item, unit }, index) => {
    if (!codes.has(item)) throw notAmong(`/places/${index}/item`, item);
    return { item, unit: known(policy, 'unit', unit, `/places/${index}/unit`) };
  });
  return items.length === 0 ? undefined : { after, items, places: at };
}

function requireKnown({ itemOf }: CentrePolicy, newItems: readonly Item[], changedItems: readonly Item[]): void {
  for (const [index, { code }] of newItems.entries())
    if (itemOf.has(code))
      throw fieldProblem('already-exists', `/newItems/${index}/code`, said('item-exists', { code }));
  for (const [index, { code }] of changedItems.entries())
    if (!itemOf.has(code)) throw fieldProblem('unknown-code', `/changedItems/${index}/code`, noSuch('item', code));
}

const notAmong = (path: string, item: string) => fieldProblem('unknown-code', path, said('not-among-items', { item }));

/** By role, what it would be permitted as well. */
function performersOf(
  policy: CentrePolicy,
  codes: ReadonlySet<string>,
  performers: NonNullable<Asked['performers']>,
): Map<string, Permission[]> {
  const given = performers.map(({ item, duty, role }, index) => {
    if (!codes.has(item)) throw notAmong(`/performers/${index}/item`, item);
    const permission = { action: duty, resource: 'case', items: [item] };
    return { role: known(policy, 'role', role, `/performers/${index}/role`), permission };
  });
  const byRole = new Map<string, Permission[]>();
  for (const { role, permission } of given) byRole.set(role, [...(byRole.get(role) ?? []), permission]);
  return byRole;
}

function policyWith(
  { policy }: CentrePolicy,
  items: readonly Item[],
  given: ReadonlyMap<string, Permission[]>,
): Policy {
  return {
    ...policy,
    items: items.reduce((list, item) => replaced(list, item), [...policy.items]),
    roles: policy.roles.map((role) =>
      given.has(role.code) ? { ...role, permissions: [...role.permissions, ...(given.get(role.code) ?? [])] } : role,
    ),
  };
}

function requireSound(after: Policy, asked: Required<Pick<Asked, 'newItems' | 'changedItems'>>): void {
  try {
    compilePolicy(after);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const errors = error.problems.map(({ code, path, value }) => ({
      path: pathOf(after, asked, path),
      message: said(code, { value }),
    }));
    const unknown = error.problems.every(({ code }) => code.startsWith('unknown-'));
    throw fieldsProblem(unknown ? 'unknown-code' : 'invalid-request', errors);
  }
}

/** `items.70.unit`, the seventy-first of the whole policy, in the words of the request. */
function pathOf(
  { items }: Policy,
  { newItems, changedItems }: Required<Pick<Asked, 'newItems' | 'changedItems'>>,
  path: string,
): string {
  const [kind, index = '0', ...rest] = path.split('.');
  if (kind !== 'items') return '/performers';
  const code = items[Number(index)]?.code;
  const at = (list: readonly Item[]) => list.findIndex((item) => item.code === code);
  const place = at(newItems) < 0 ? ['/changedItems', at(changedItems)] : ['/newItems', at(newItems)];
  return [...place, ...rest].join('/');
}
