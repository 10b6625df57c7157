import type { Catalogue } from '../catalogue.ts';
import type { County } from './open-county.ts';

const name = (text: string) => ({ zh: text, en: text });

/** A small section with a window, an item and two people of its own, and an empty one that could take it over. */
export function addSections(file: Catalogue): void {
  file.units.push({ code: 'old', parent: 'centre', kind: 'section', name: name('Old') });
  file.units.push({ code: 'old-window', parent: 'old', kind: 'window', name: name('Old window') });
  file.units.push({ code: 'new', parent: 'centre', kind: 'section', name: name('New') });
  file.units.push({ code: 'empty', parent: 'centre', kind: 'section', name: name('Empty') });
  file.items.push({
    ...{ code: 'old-paper', name: name('Paper'), insurance: 'all', unit: 'old', risk: 1, movesFund: false },
    ...{ duties: ['handle', 'review'], channels: ['hall'] },
  });
  for (const action of ['handle', 'review'])
    file.roles.push({
      code: `paper-${action}`,
      name: name(`Paper ${action}`),
      risk: 1,
      permissions: [{ action, resource: 'case', items: ['old-paper'] }],
    });
  const person = (username: string, roles: string[]) => ({
    ...{ staffNumber: username, username, name: username, unit: 'old', post: 'clerk', roles },
  });
  file.people.push(person('old-handler', ['paper-handle']), person('old-reviewer', ['paper-review']));
}

export const unit = (code: string, more: object) => ({ change: 'rule', unitContent: { code, ...more } });
export const item = (code: string, more: object) => ({ change: 'rule', item: { code, ...more } });
export const role = (code: string, content: object) => ({ change: 'role-content', role: code, content });

export const read = async ({ service, as }: County, kind: string, code: string, who = 'director') =>
  (await service.get(as(who), `/api/v1/${kind}/${code}`)).json();

export const listed = async ({ service, as }: County, kind: string, query: Record<string, string>): Promise<string[]> =>
  (await service.get(as('director'), `/api/v1/${kind}`, { limit: '200', ...query }))
    .json()
    .data.map(({ code }: { code: string }) => code);

/** Opens a case as the business system; the answer as it came. */
export const opening = ({ service, client }: County, order: object) =>
  service.post(client('cases:write'), '/api/v1/cases', { item: 'old-paper', unit: 'old', ...order });
