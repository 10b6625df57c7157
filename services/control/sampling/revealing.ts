import type { Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { toHex } from '@zhiheng/ledger';
import { authorityOf, requireAuthority } from '../authority.ts';
import { type Seals, sealedTo } from '../seals.ts';
import { type InspectionRow, moveInspection, readSealed, revealSecret } from '../store/inspection-store.ts';
import { requireAgreed } from './allotting.ts';
import { appendMove, readInspection, requireState } from './planning.ts';
import { requireUntainted } from './tainting.ts';

interface About {
  id: string;
  trace: Trace;
}

/** Tells the secret, once all papers are agreed to: from then on anybody can redraw. Throws Problem `not-permitted`, `not-found`, `wrong-state`. */
export async function reveal(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace, seals }: About & { seals: Seals },
): Promise<InspectionRow> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireState(transaction, centre, id, ['allotted']);
  requireAgreed((await readInspection(transaction, centre, id)).papers);
  await requireUntainted(transaction, centre, id);
  const secret = seals.open(sealedTo(centre, id), await readSealed(transaction, centre, id));
  await revealSecret(transaction, centre, id, secret);
  await appendMove(transaction, centre, {
    ...{ id, trace, action: 'inspection.revealed', from: 'allotted', to: 'revealed' },
    details: { secret: toHex(secret) },
  });
  return readInspection(transaction, centre, id);
}

/** Once all papers are agreed to by people who had no part. Throws Problem `not-permitted`, `not-found`, `wrong-state`. */
export async function complete(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: About,
): Promise<InspectionRow> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireState(transaction, centre, id, ['revealed']);
  requireAgreed((await readInspection(transaction, centre, id)).papers);
  await requireUntainted(transaction, centre, id);
  await moveInspection(transaction, centre, id, 'completed');
  await appendMove(transaction, centre, {
    id,
    trace,
    action: 'inspection.completed',
    from: 'revealed',
    to: 'completed',
  });
  return readInspection(transaction, centre, id);
}
