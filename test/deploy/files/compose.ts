import { parse } from 'yaml';
import { readText } from './checkout.ts';

/** What is looked at of a service in compose.yaml. */
export interface ComposeService {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  user?: string;
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  ports?: string[];
  networks?: string[];
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean; test?: string[] };
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  mem_limit?: string;
  cpus?: number;
  pids_limit?: number;
}

export interface Compose {
  services: Record<string, ComposeService>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

/** Reads deploy/compose.yaml with `variables` in place of `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
export async function readCompose(variables: Record<string, string>): Promise<Compose> {
  const text = await readText('deploy/compose.yaml');
  return parse(interpolate(text, variables), { merge: true, uniqueKeys: true }) as Compose;
}

/** As the Compose specification's interpolation: an empty variable counts as none. Throws Error with the message of `:?`. */
export function interpolate(text: string, variables: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, word = '') => {
    const value = variables[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${word}`);
    return kind === '-' ? word : '';
  });
}

/** The services that run our own image. */
export const ownServices = ({ services }: Compose): [string, ComposeService][] =>
  Object.entries(services).filter(([, { build }]) => build !== undefined);
