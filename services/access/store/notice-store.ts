import type { NoticeKind } from '@zhiheng/contracts';
import { noticeStore, type NoticeRow as Row, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export type NoticeRow = Row<NoticeKind>;

export const { insertNotices, listNotices, readNotice, countUnseen, markSeen, dropOldNotices } =
  noticeStore<NoticeKind>('access.notice', { relation: 'access.person', id: 'id' });

export interface EndingGrant {
  id: string;
  person: string;
  role: string;
  unit: string;
  until: Date;
}

/** Grants in force that end by `until` and whose holders have not been told of that end; the soonest first. */
export async function grantsEndingUntold(
  transaction: Transaction,
  centre: string,
  until: Date,
  most: number,
): Promise<EndingGrant[]> {
  const { rows } =
    await sql<EndingGrant>`select g.id, g.person, g.role, g.unit, upper(g.validity) as until from access.grant g
    where g.centre = ${centre} and g.ended_by is null and not upper_inf(g.validity) and not isempty(g.validity)
      and upper(g.validity) <= ${until}::timestamptz and g.validity @> clock_timestamp()
      and not exists (
        select from access.notice n where n.centre = g.centre and n.person = g.person and n.kind = 'grant-due' and n.about = g.id
          and n.due_at = date_trunc('milliseconds', upper(g.validity)))
    order by upper(g.validity), g.id limit ${most}`.execute(transaction);
  return rows;
}
