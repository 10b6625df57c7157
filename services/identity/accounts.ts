import type { Database } from '@zhiheng/database';
import type { Account as ProviderAccount } from 'oidc-provider';
import { accountIdOf, type Holder, holderOf } from './holder.ts';
import { findActiveAccount, holdActiveAccount, type Account as StoredAccount } from './store/account-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** What tokens and userinfo say of a person. */
export interface PersonClaims {
  name: string;
  username: string;
  preferred_username: string;
  centre: string;
}

export const personClaims = ({ name, username, centre }: StoredAccount): PersonClaims => ({
  name,
  username,
  preferred_username: username,
  centre,
});

/** A holder as the provider handles accounts. */
export interface SignedInAccount extends ProviderAccount {
  holder: Holder;
  username: string;
}

/** The holder's account, if active at this moment. Asked at every use and never remembered: a leaver is out at once. */
export function activeAccount(database: Database, { centre, account }: Holder): Promise<StoredAccount | undefined> {
  return inUnit(database, centre, (transaction) => findActiveAccount(transaction, centre, account));
}

/**
 * The same for the provider, which refuses what it is doing when there is none. What it does in one unit of work with this, as to issue tokens, is
 * done before a departure or not at all.
 */
export async function findProviderAccount(database: Database, accountId: string): Promise<SignedInAccount | undefined> {
  const holder = holderOf(accountId);
  const { centre, account } = holder;
  const found = await inUnit(database, centre, (transaction) => holdActiveAccount(transaction, centre, account));
  if (!found) return undefined;
  return {
    accountId: accountIdOf(holder),
    holder,
    username: found.username,
    claims: () => ({ sub: accountIdOf(holder), ...personClaims(found) }),
  };
}
