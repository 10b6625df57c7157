import { readFile } from 'node:fs/promises';
import { EnvironmentError } from '@zhiheng/http';
import { parseWitnessKey, toHex, type VerifierKey } from '@zhiheng/ledger';

/** A witness that is asked to cosign this deployment's logs. */
export interface ConfiguredWitness {
  /** Submission prefix: `add-checkpoint` lies below it. */
  url: string;
  key: VerifierKey;
  /** Name and key id: what its cosignatures are stored under. */
  id: string;
}

/**
 * The file that `ZHIHENG_WITNESS_FILE` names: a line `URL VKEY` for each witness, empty ones and those that begin with # passed
 * over. None without the variable. Throws EnvironmentError.
 */
export async function readWitnesses(source: NodeJS.ProcessEnv = process.env): Promise<ConfiguredWitness[]> {
  const path = source.ZHIHENG_WITNESS_FILE;
  if (!path) return [];
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new EnvironmentError(`ZHIHENG_WITNESS_FILE ${path} cannot be read (${error.code}).`);
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const witnesses = lines.filter((line) => line && !line.startsWith('#')).map((line) => witnessOf(line, path));
  if (new Set(witnesses.map(({ id }) => id)).size < witnesses.length)
    throw new EnvironmentError(`${path} names a witness twice.`);
  return witnesses;
}

function witnessOf(line: string, path: string): ConfiguredWitness {
  try {
    const [address = '', vkey = '', ...rest] = line.split(/\s+/);
    const { protocol, href } = new URL(address.endsWith('/') ? address : `${address}/`);
    if (rest.length || !/^https?:$/.test(protocol)) throw new TypeError('a line is URL VKEY');
    const key = parseWitnessKey(vkey);
    return { url: href, key, id: `${key.name}+${toHex(key.id)}` };
  } catch (error) {
    throw new EnvironmentError(`${path}: "${line}" names no witness: ${(error as Error).message}`);
  }
}
