import { readFileSync } from 'node:fs';
import type { Chain, Organisation } from '../index.ts';

interface County {
  units: Organisation['units'];
  chains: Chain[];
  people: { username: string; unit: string; roles: string[] }[];
}

/** The reference county, as the demo loads it. */
export const county: County = JSON.parse(
  readFileSync(new URL('../../../services/standalone/county.json', import.meta.url), 'utf8'),
);

/** Its organisation without these people: section heads are granted at their section, all other posts at the root. */
export function countyWithout(...left: string[]): Organisation {
  const present = county.people.filter(({ username }) => !left.includes(username));
  return {
    units: county.units,
    holders: present.flatMap(({ username, unit, roles }) =>
      roles.map((role) => ({ person: username, role, unit: role === 'section-head' ? unit : 'centre' })),
    ),
  };
}
