import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

/**
 * An expression for the roles that an account has chosen to act with; null without a choice, or when the sign-in that
 * chose has ended.
 */
export const chosenRoles = (centre: RawBuilder<unknown>, account: RawBuilder<unknown>): RawBuilder<string[] | null> =>
  sql`(select v.roles from access.activation v where v.centre = ${centre} and v.account = ${account}
    and (v.sign_in is null or exists (select from identity.published_sign_in s
      where s.centre = v.centre and s.digest = decode(v.sign_in, 'hex'))))`;

export interface Choice {
  account: string;
  person: string;
  /** Null: none any more. */
  roles: string[] | null;
  /** Mark of the sign-in that chooses, in hexadecimal; null when its token bears none. */
  signIn: string | null;
}

/** Keeps what an account has chosen; gives what stood before. */
export async function keepChoice(
  transaction: Transaction,
  centre: string,
  { account, person, roles, signIn }: Choice,
): Promise<string[] | null> {
  const before = await readChoice(transaction, centre, account);
  await sql`insert into access.activation (centre, account, person, roles, sign_in)
    values (${centre}, ${account}, ${person}, ${roles}::text[], ${signIn})
    on conflict (centre, account) do update
      set roles = excluded.roles, sign_in = excluded.sign_in, at = clock_timestamp()`.execute(transaction);
  return before;
}

export async function readChoice(transaction: Transaction, centre: string, account: string): Promise<string[] | null> {
  const { rows } = await sql<{
    roles: string[] | null;
  }>`select ${chosenRoles(sql`${centre}::text`, sql`${account}::uuid`)} as roles`.execute(transaction);
  return rows[0]?.roles ?? null;
}
