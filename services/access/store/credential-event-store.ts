import type { CredentialNotice } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface CredentialEvent {
  id: string;
  kind: CredentialNotice;
  person: string;
}

/** What identity publishes of these kinds and nobody has told its person, who is still there; the oldest first. */
export async function eventsUntold(
  transaction: Transaction,
  centre: string,
  kinds: readonly CredentialNotice[],
  most: number,
): Promise<CredentialEvent[]> {
  const { rows } = await sql<CredentialEvent>`select e.id, e.kind, e.person from identity.published_credential_event e
    join access.person p on p.centre = e.centre and p.id = e.person and p.state = 'active'
    where e.centre = ${centre} and e.kind = any(${kinds}::text[]) and not exists (
      select from access.notice n
      where n.centre = e.centre and n.person = e.person and n.kind = e.kind and n.about = e.id)
    order by e.at, e.id limit ${most}`.execute(transaction);
  return rows;
}
