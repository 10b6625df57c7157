import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, root } from './checkout.ts';

/** A unit: for each `Section.Key` its values in order. An empty assignment drops those before it. */
export type Unit = Map<string, string[]>;

const folder = 'deploy/systemd';

/** Reads a unit with its drop-ins (`NAME.d/*.conf`), for the instance of a template that `instance` names. */
export async function readUnit(file: string, instance = ''): Promise<Unit> {
  const unit: Unit = new Map();
  const dropIns = `${file.replace('@.', `@${instance}.`)}.d`;
  const extra = await readdir(join(root, folder, dropIns)).catch(() => []);
  for (const path of [file, ...extra.sort().map((name) => `${dropIns}/${name}`)])
    parseUnit(await readText(`${folder}/${path}`), unit, instance);
  return unit;
}

/** Throws Error for a line that is neither a section nor an assignment. */
export function parseUnit(text: string, into: Unit = new Map(), instance = ''): Unit {
  let section = '';
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const heading = /^\[(\w+)\]$/.exec(line);
    if (heading) {
      section = heading[1] as string;
      continue;
    }
    const [, key, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (!section || !key) throw new Error(`No assignment: ${line}`);
    const name = `${section}.${key}`;
    into.set(name, value === '' ? [] : [...(into.get(name) ?? []), value.replaceAll('%i', instance)]);
  }
  return into;
}

/** Variables that the unit's processes see, its EnvironmentFile's excepted. `%d` is left as it is. */
export function variablesOf(unit: Unit): Record<string, string> {
  const assignments = (unit.get('Service.Environment') ?? []).flatMap((line) => line.split(/\s+/));
  const dropped = new Set((unit.get('Service.UnsetEnvironment') ?? []).flatMap((line) => line.split(/\s+/)));
  const pairs = assignments.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return Object.fromEntries(pairs.filter(([name]) => !dropped.has(name as string)));
}

/** What `LoadCredential=` hands over: name → file. */
export const credentialsOf = (unit: Unit): Map<string, string> =>
  new Map((unit.get('Service.LoadCredential') ?? []).map((line) => line.split(':') as [string, string]));
