import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type DeputyRow, selectDeputies } from './deputy-store.ts';
import { type Holder, selectHolders } from './holder-store.ts';
import { selectAway } from './leave-store.ts';
import { selectSuspended } from './suspension-store.ts';

export interface OrganisationReading {
  /** When it was read, by the database's clock, in milliseconds. */
  at: number;
  holders: (Holder & { away: boolean })[];
  deputies: Pick<DeputyRow, 'deputy' | 'principal' | 'state' | 'from' | 'until'>[];
  /** Ids of who is on leave, and of those all of whose holdings are suspended or whose account sleeps. */
  away: string[];
  suspended: string[];
}

type Row = Omit<OrganisationReading, 'at' | 'deputies'> & {
  at: Date;
  deputies: { deputy: string; principal: string; state: DeputyRow['state']; from: string; until: string }[];
};

/** Who holds these roles at this moment, who stands for whom and who is not there, in one reading. */
export async function readPosts(
  transaction: Transaction,
  centre: string,
  roles: readonly string[],
): Promise<OrganisationReading> {
  const { rows } = await sql<Row>`select clock_timestamp() as at,
    (select coalesce(json_agg(h), '[]') from (${selectHolders(centre, roles)}) h) as holders,
    (select coalesce(json_agg(d), '[]') from (${selectDeputies(centre)}) d) as deputies,
    (select coalesce(json_agg(a.person), '[]') from (${selectAway(centre)}) a) as away,
    (select coalesce(json_agg(s.person), '[]') from (${selectSuspended(centre)} union select person from access.dormancy
      where centre = ${centre} and state <> 'awake') s) as suspended`.execute(transaction);
  const { at, deputies, ...reading } = rows[0] as Row;
  return {
    ...reading,
    at: at.getTime(),
    deputies: deputies.map((one) => ({ ...one, from: new Date(one.from), until: new Date(one.until) })),
  };
}
