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
}

/** What is found for each question about tokens of one centre at this moment, in their order. */
export function lookUp(database: Database, centre: string, questions: readonly Question[]): Promise<Answer[]> {
  const each = <K extends keyof Question>(name: K) => questions.map((question) => question[name]);
  return callInCentre(
    database,
    centre,
    (present) => sql<Answer>`(
      select stands, asker_centre as "askerCentre", secrets from identity.introspect(${present}, ${each('asker')}::text[],
        ${each('jti')}::text[], ${each('client')}::text[], ${each('account')}::uuid[], ${each('grant')}::bytea[],
        ${each('holder')}::text[])) as called`,
  );
}
