import { inCentre } from '@zhiheng/database';
import { rootOf } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { tell } from './notices.ts';
import { append } from './store/log-store.ts';
import { readUnreviewed } from './store/unreviewed-store.ts';
import { thoseWho } from './watchers.ts';

/** Who can open a review of the whole centre, and who inspects that permissions are looked after. */
const answering = [
  ['administer-security', 'role'],
  ['plan', 'inspection'],
] as const;

/**
 * Tells whoever answers for it that something has been held for a year without a review: once for as long as the same holding
 * waits the longest, and again once that notice has been dropped for its age.
 */
export async function tellUnreviewed(desk: Desk, centre: string): Promise<void> {
  await inCentre(desk.database, centre, async (transaction) => {
    const { holdings, dueAt, root } = await readUnreviewed(transaction, centre);
    if (dueAt === null) return;
    const policy = await policyOf(desk, transaction, centre);
    const unit = rootOf(policy);
    const people = await thoseWho(transaction, policy, unit, answering);
    const told = await tell(transaction, centre, 'holdings-unreviewed', root, people, dueAt);
    if (told.length)
      await append(transaction, centre, {
        ...{
          client: 'access',
          action: 'certification.lacking',
          outcome: 'done',
          targetType: 'unit',
          target: unit,
          unit,
        },
        details: { holdings, until: dueAt.toISOString(), told: told.length },
      });
  });
}
