import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { rootOf } from '../approvals/leadership.ts';
import { tell } from '../desk/tell.ts';
import { peopleWho } from '../holders.ts';
import { appendMove, commitPlan } from '../sampling/planning.ts';
import type { Job } from '../schedule.ts';
import type { Seals } from '../seals.ts';
import { readUnits } from '../store/directory-store.ts';
import { askToDraw, findOfPeriod, moveInspection } from '../store/inspection-store.ts';
import { append } from '../store/log-store.ts';
import { answerOrder, type TakenOrder, takeOrder } from '../store/order-store.ts';
import { goOnAs } from '../store/parent-store.ts';

const trace = { client: 'control' } as const;

/** Takes in what the centre above has ordered, each in a transaction of its own, whoever comes to it. */
export const orderJob = (seals: Seals): Job => ({
  name: 'inspections-ordered',
  async work(database: Database, centre: string) {
    let done = 0;
    while (await inCentre(database, centre, (transaction) => receive(transaction, centre, seals))) done += 1;
    return done;
  },
});

/** False when no order waits, or its period is just being given up: the next round looks again. */
async function receive(transaction: Transaction, centre: string, seals: Seals): Promise<boolean> {
  const order = await takeOrder(transaction);
  if (!order) return false;
  const { parent, id, kind, period, plan, note } = order;
  const by = { order: { parent, id, note } };
  const planned = await commitPlan(transaction, centre, { kind, period, plan, by, seals, trace });
  const inspection = planned ?? (await findOfPeriod(transaction, centre, { kind, period }));
  if (inspection === undefined) return false;
  const answer = await answerOrder(transaction, order, inspection);
  await appendReceived(transaction, centre, { order, inspection, answer });
  await tellAbove(transaction, centre, { order, inspection, answer });
  if (planned !== undefined) await begin(transaction, centre, planned);
  return true;
}

interface Received {
  order: TakenOrder;
  inspection: string;
  answer: string;
}

const appendReceived = (
  transaction: Transaction,
  centre: string,
  { order: { parent, id, kind, period }, inspection, answer }: Received,
) =>
  append(transaction, centre, [
    {
      ...{ action: 'inspection-order.received', outcome: 'done', ...trace, targetType: 'inspection-order', target: id },
      ...{ after: { state: answer }, details: { parent, kind, period, inspection } },
    },
  ]);

/** The parent's log says with it that the child has taken the order in. */
async function tellAbove(
  transaction: Transaction,
  child: string,
  { order: { parent, id, kind, period }, inspection, answer }: Received,
): Promise<void> {
  await goOnAs(transaction, parent);
  await append(transaction, parent, [
    {
      ...{ action: 'inspection-order.answered', outcome: 'done', ...trace, targetType: 'inspection-order', target: id },
      ...{ before: { state: 'ordered' }, after: { state: answer }, details: { child, kind, period, inspection } },
    },
  ]);
  await goOnAs(transaction, child);
}

/** Frozen and drawn without anybody's leave: nobody of the centre can put it off until its cases are as they would have them. */
async function begin(transaction: Transaction, centre: string, id: string): Promise<void> {
  await moveInspection(transaction, centre, id, 'freezing');
  await askToDraw(transaction, centre, id, null);
  await appendMove(transaction, centre, { id, trace, action: 'inspection.freezing', from: 'planned', to: 'freezing' });
  const root = rootOf(await readUnits(transaction, centre));
  const people = await peopleWho(transaction, centre, root, ['plan', 'inspection']);
  await tell(transaction, centre, { kind: 'inspection-ordered', about: id, people });
}
