import type { Database } from '@zhiheng/database';
import { noCentre } from './holder.ts';
import { centreCodes } from './store/account-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** The centre when there is but one: whoever comes, comes to it. */
export async function onlyCentre(database: Database): Promise<string | undefined> {
  const [centre, ...others] = await inUnit(database, noCentre, centreCodes);
  return others.length ? undefined : centre;
}
