import { callInCentre, type Database } from '@zhiheng/database';
import { sql } from 'kysely';

/** What a token that is whole rests on, and who asks about it. */
export interface Question {
  /** Id of the client that asks. */
  asker: string;
  jti: string;
  /** Of a machine's token. */
  client: string;
  /** Of a person's token: the account, the digest of the grant, and whose grant it has to be. */
  account: string | null;
  grant: Buffer | null;
  holder: string | null;
}

export interface Answer {
  /** Not revoked, and whoever it is of is there. */
  stands: boolean;
  /** Where the client that asks belongs; null for one that is not in use, or that several centres have. */
  askerCentre: string | null;
  /** Keyed hashes of the secrets that it proves itself by. */
  secrets: Buffer[] | null;
  /** From when on this may be otherwise though nothing is changed: milliseconds of the Unix epoch; null: never. */
  until: number | null;
}

/** What is found about a token of a centre at this moment. */
export async function lookUp(
  database: Database,
  centre: string,
  { asker, jti, client, account, grant, holder }: Question,
): Promise<Answer> {
  const [answer] = await callInCentre(
    database,
    centre,
    (present) => sql<Answer>`(
      select stands, asker_centre as "askerCentre", secrets, until from identity.introspect(${present}, ${asker}::text,
        ${jti}::text, ${client}::text, ${account}::uuid, ${grant}::bytea, ${holder}::text)) as called`,
  );
  return answer as Answer;
}
