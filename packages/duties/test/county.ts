import { readFileSync } from 'node:fs';
import { type CompiledPolicy, compilePolicy, type Holding, type Policy } from '../index.ts';

interface County extends Policy {
  people: { username: string; unit: string; roles: string[] }[];
}

/** The reference county, as the demo loads it. */
export function readCounty(): County {
  return JSON.parse(readFileSync(new URL('../../../services/standalone/county.json', import.meta.url), 'utf8'));
}

export const compileCounty = (): CompiledPolicy => compilePolicy(readCounty());

/** What everybody of the county holds, without beginning or end; a grant's id is `username/role`. */
export const countyHoldings = (): Holding[] =>
  readCounty().people.flatMap(({ username, unit, roles }) => roles.map((role) => hold(username, role, unit)));

export function hold(person: string, role: string, unit: string, from = -Infinity, until = Infinity): Holding {
  return { id: `${person}/${role}`, person, role, unit, from, until };
}
