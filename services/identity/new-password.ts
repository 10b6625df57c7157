import { type Said, type SignInSettings, said } from '@zhiheng/contracts';
import { type Database, listCentres } from '@zhiheng/database';
import { passwordFault } from './password-rules.ts';
import { passwordMatches } from './passwords.ts';
import type { Account } from './store/account-store.ts';

/** Why its holder may not choose this password, by the centre's settings; `known`: the present one and those before it. */
export async function newPasswordFault(
  database: Database,
  { centre, username, name }: Account,
  next: string,
  { rules, known }: { rules: SignInSettings['password']; known: readonly string[] },
): Promise<Said | undefined> {
  const words = [username, name, centre, 'zhiheng', '制衡', ...(await namesOf(database, centre))];
  const lower = words.map((word) => word.toLowerCase());
  return (
    (await passwordFault(next, rules, lower)) ??
    ((await usedBefore(known, next)) ? said('password-used-before') : undefined)
  );
}

/** What a password has to be, for who is about to choose one. */
export const rulesSaid = ({ minLength, kinds, history }: SignInSettings['password']): Said =>
  said('password-rules', { least: minLength, kinds, history });

async function usedBefore(hashes: readonly string[], password: string): Promise<boolean> {
  for (const hash of hashes) if (await passwordMatches(hash, password)) return true;
  return false;
}

async function namesOf(database: Database, centre: string): Promise<string[]> {
  const own = (await listCentres(database)).find((one) => one.centre === centre);
  return own ? [own.name.zh, own.name.en] : [];
}
