import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordCost } from '@zhiheng/http';

/** By name, so that a test can count how often it is reckoned: what is done must not tell whether somebody exists. */
export const argon = { verify };

/** Longer ones are refused: they would only cost time. */
export const longestPassword = 1024;

/** argon2id, the package's default. */
export const hashPassword = (password: string, { memory, passes, lanes }: PasswordCost): Promise<string> =>
  hash(password, { memoryCost: memory * 1024, timeCost: passes, parallelism: lanes });

/** Whether a hash, which says what it took, took just this. */
export const isOfCost = (stored: string, { memory, passes, lanes }: PasswordCost): boolean =>
  stored.includes(`$m=${memory * 1024},t=${passes},p=${lanes}$`);

const nobodys = new Map<string, Promise<string>>();

/** Of nobody's password. */
function nobody(cost: PasswordCost): Promise<string> {
  const key = JSON.stringify(cost);
  const known = nobodys.get(key) ?? hashPassword(randomBytes(32).toString('base64'), cost);
  nobodys.set(key, known);
  return known;
}

export async function passwordMatches(stored: string, password: string): Promise<boolean> {
  return (await argon.verify(stored, password.slice(0, longestPassword))) && password.length <= longestPassword;
}

/**
 * Takes as long where there is no such account or no password as where there is one: the time tells nothing. A hash that took something
 * else, which its holder's next sign-in replaces, is held against at the same time as nobody's, so that it takes no less.
 */
export async function isPasswordOf(stored: string | undefined, password: string, cost: PasswordCost): Promise<boolean> {
  if (stored !== undefined && isOfCost(stored, cost)) return passwordMatches(stored, password);
  const [matches] = await Promise.all([
    stored !== undefined && passwordMatches(stored, password),
    passwordMatches(await nobody(cost), password),
  ]);
  return matches;
}
