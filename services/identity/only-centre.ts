import { type Database, listCentres } from '@zhiheng/database';

/** The centre when there is but one: whoever comes, comes to it. */
export async function onlyCentre(database: Database): Promise<string | undefined> {
  const centres = await listCentres(database);
  return centres.length === 1 ? centres[0]?.centre : undefined;
}
