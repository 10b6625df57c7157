import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { columns, days, during, type FoundRow, keyOf, listed, monthIn, type Probe, within } from './probe.ts';

/** Whether any case of the centre named the account that its money goes to. */
export async function anyPayeeAccount(transaction: Transaction, centre: string): Promise<boolean> {
  const { rows } = await sql`
    select from access.published_case where centre = ${centre} and payee_account is not null limit 1`.execute(
    transaction,
  );
  return rows.length > 0;
}

/**
 * An account that several subjects are paid to. Named once an account, number of subjects and month, by
 * the first case that finds so many. Accounts of institutions that receive for their residents are named by their digests, as a doubt shows them.
 * Nearly every account is of one subject, which the index by accounts tells without its cases: only of the others are cases looked up.
 */
export const sharedPayeeAccount: Probe = {
  rules: ['shared-payee-account'],
  select(scope, parametersOf) {
    const of = parametersOf('shared-payee-account');
    const [least, span] = [of.number('minSubjects'), of.number('withinDays')];
    const ignored = of.flag('ignoreInstitutions') ? of.list('institutionAccounts') : [];
    return sql<FoundRow>`
      with shared as materialized (
        select distinct c.payee_account
        from access.published_case c
        where c.centre = ${scope.centre} and c.payee_account is not null and c.subject is not null
          and not encode(c.payee_account, 'hex') = ${listed(ignored)} and ${within(scope, sql`c.opened_at`, sql`c."case"`)} and exists (
            select from access.published_case o
            where o.centre = c.centre and o.payee_account = c.payee_account and o.subject is not null and o.subject <> c.subject
              and ${during(scope, sql`o.opened_at`, span)}))
      select ${columns('shared-payee-account', {
        key: keyOf(sql`encode(f.payee_account, 'hex')`, sql`f.subjects`, monthIn(sql`f.opened_at`)),
        unit: sql`f.unit`,
        item: sql`f.item`,
        case: sql`f."case"`,
        subject: sql`f.subject`,
        people: sql`(select coalesce(array_agg(distinct s.person), '{}') from access.published_step s
          where s.centre = ${scope.centre} and s."case" = any(f.sample))`,
        facts: sql`jsonb_build_object('subjects', f.subjects, 'days', ${span}::int, 'account', encode(f.payee_account, 'hex'),
          'sample', f.sample[1:10])`,
        at: sql`f.opened_at`,
      })}
      from (
        select distinct on (c.payee_account, others.subjects) c.*, others.subjects, others.sample
        from access.published_case c
        cross join lateral (
          select count(distinct o.subject)::int as subjects, array_agg(o."case" order by o.opened_at) as sample
          from access.published_case o
          where o.centre = c.centre and o.payee_account = c.payee_account and o.subject is not null
            and o.opened_at <= c.opened_at and o.opened_at > c.opened_at - ${days(span)}) as others
        where c.centre = ${scope.centre} and c.payee_account = any(array(select payee_account from shared)) and c.subject is not null
          and ${during(scope, sql`c.opened_at`)} and others.subjects >= ${least}
        order by c.payee_account, others.subjects, c.opened_at) as f`;
  },
};
