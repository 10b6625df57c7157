import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Reminder {
  occasion: 'half-time' | 'three-days' | 'one-day' | 'overdue';
  /** The deadline that it reminds of; of one that is missed the end of the day on which it does. */
  until: Date;
}

interface OpenCertification {
  id: string;
  openedAt: Date;
  dueAt: Date;
  /** Whether some reviewer's time is over. */
  overdue: boolean;
  reminded: { occasion: Reminder['occasion']; until: number }[];
}

/** Campaigns under way, with what they have reminded of. */
export async function openCertifications(transaction: Transaction, centre: string): Promise<OpenCertification[]> {
  const { rows } = await sql<OpenCertification>`select c.id, c.opened_at as "openedAt", c.due_at as "dueAt",
      exists (select from access.certification_turn t
        join access.certification_holding h on h.centre = t.centre and h.certification = t.certification and h."grant" = t."grant"
        where t.centre = c.centre and t.certification = c.id and t.due_at <= clock_timestamp()
          and t.rung < jsonb_array_length(h.ladder) and not exists (
          select from access.certification_decision d where d.centre = t.centre and d.certification = t.certification and d."grant" = t."grant"))
        as overdue,
      (select coalesce(json_agg(json_build_object('occasion', r.occasion, 'until', (extract(epoch from r.until) * 1000)::bigint)), '[]')
        from access.certification_reminder r where r.centre = c.centre and r.certification = c.id) as reminded
    from access.certification c where c.centre = ${centre} and c.state = 'open' order by c.id`.execute(transaction);
  return rows;
}

/** The how manieth of the campaign it is; undefined when it is kept already. */
export async function keepReminder(
  transaction: Transaction,
  centre: string,
  certification: string,
  { occasion, until }: Reminder,
): Promise<number | undefined> {
  const { rows } = await sql<{
    nth: number;
  }>`insert into access.certification_reminder (centre, certification, occasion, until)
      values (${centre}, ${certification}, ${occasion}, ${until}) on conflict do nothing
      returning (select count(*) + 1 from access.certification_reminder r
        where r.centre = ${centre} and r.certification = ${certification}) as nth`.execute(transaction);
  return rows[0]?.nth;
}
