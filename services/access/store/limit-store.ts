import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Counted, counted, current, username } from './retirement-store.ts';

/** Grants of these roles that from now on last longer than so many days, or without end where that counts. */
export const grantsBeyond = (
  transaction: Transaction,
  centre: string,
  roles: readonly string[],
  days: number,
  endless: boolean,
): Promise<Counted> =>
  counted(
    transaction,
    sql`select ${username('x.person')} || ' ' || x.role || ' ' || x.unit as name, x.person from access.grant x
      where x.centre = ${centre} and x.role = any(${roles}::text[]) and ${current}
        and (upper_inf(x.validity) and ${endless} or upper(x.validity) > clock_timestamp() + make_interval(days => ${days}))`,
  );

/** Pending requests that ask for longer. */
export const requestsBeyond = (
  transaction: Transaction,
  centre: string,
  roles: readonly string[],
  days: number,
  endless: boolean,
): Promise<Counted> =>
  counted(
    transaction,
    sql`select x.id::text as name, x.beneficiary as person from access.request x
      where x.centre = ${centre} and x.state = 'pending' and x.change in ('grant', 'extend') and x.role = any(${roles}::text[])
        and (x.valid_until is null and ${endless} or x.valid_until
          > greatest(coalesce(x.valid_from, clock_timestamp()), clock_timestamp()) + make_interval(days => ${days}))`,
  );
