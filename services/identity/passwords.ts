import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** By name, so that a test can count how often it is reckoned: what is done must not tell whether somebody exists. */
export const argon = { verify };

/** argon2id (the package's default) with OWASP's minimum: 19 MiB, two passes, one lane; about 20 ms. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer ones are refused: they would only cost time. */
export const longestPassword = 1024;

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

let nobody: Promise<string> | undefined;

/** Takes as long where there is no such account or no password as where there is one: the time tells nothing. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('base64'));
  const matches = await argon.verify(stored ?? (await nobody), password.slice(0, longestPassword));
  return matches && stored !== undefined && password.length <= longestPassword;
}
