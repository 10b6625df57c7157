import {
  actSaid,
  noSuch,
  said,
  thingSaid,
  type WebhookChange,
  type WebhookInput,
  type WebhookWithSecret,
} from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type AddressGuard, fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf } from '../../authority.ts';
import { once } from '../../retry.ts';
import { newSecret, type Seals, sealedTo } from '../../seals.ts';
import { append, type LogEntry } from '../../store/log-store.ts';
import { type DeliveryRow, giveUpAll, insertTest, revive } from '../../store/webhook-delivery-store.ts';
import {
  countWebhooks,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  readSealed,
  replaceSecret,
  updateWebhook,
  type WebhookRow,
} from '../../store/webhook-store.ts';
import { webhookDocument } from './documents.ts';
import { limits } from './limits.ts';
import { secretText } from './signature.ts';

export interface WebhookOffice {
  seals: Seals;
  addresses: AddressGuard;
}

const needed = ['administer-security', 'role'] as const;

/** Throws Problem `not-permitted` but for who administers security over the whole centre, denied it nowhere. */
export async function requireAdministrator(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const authority = await authorityOf(transaction, caller);
  if (authority.units.length > 0 && authority.within(...needed).size === authority.units.length) return;
  const words = { action: actSaid(needed[0]), resource: thingSaid(needed[1]) };
  throw new Problem('not-permitted', said('permission-centre', words));
}

/** Throws Problem `not-found`. */
export async function readWebhook(transaction: Transaction, centre: string, id: string): Promise<WebhookRow> {
  const [webhook] = await listWebhooks(transaction, centre, { id, limit: 1 });
  if (!webhook) throw new Problem('not-found', noSuch('webhook', id));
  return webhook;
}

/** One that is to be changed. Throws Problem `not-permitted`, `not-found`, `wrong-state` when it has ended. */
async function toChange(transaction: Transaction, caller: PersonCaller, id: string): Promise<WebhookRow> {
  await requireAdministrator(transaction, caller);
  await lockWebhook(transaction, caller.centre, id);
  const webhook = await readWebhook(transaction, caller.centre, id);
  if (webhook.state === 'ended') throw new Problem('wrong-state', said('webhook-ended'));
  return webhook;
}

const entryOf = (action: LogEntry['action'], target: string, trace: Trace) =>
  ({ ...trace, action, outcome: 'done', targetType: 'webhook', target }) as const;
/** What the log says of one: of its address the host alone. */
const shown = ({ url, kinds, state }: Pick<WebhookRow, 'url' | 'kinds' | 'state'>) => ({
  receiver: new URL(url).host,
  kinds,
  state,
});

/**
 * Makes a webhook; a retry by its key gives the same, the secret too unless it was rotated since.
 * Throws Problem `not-permitted`, `invalid-request` for an address that may not be sent to, `already-exists` for one too many.
 */
export async function createWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { seals, addresses }: WebhookOffice,
  { input, key, trace }: { input: WebhookInput; key: string | undefined; trace: Trace },
): Promise<WebhookWithSecret> {
  const { centre, person: by } = caller;
  const { url, kinds, description = '' } = input;
  const id = await once(transaction, caller, { operation: 'webhook', key, meaning: input }, async () => {
    await requireAdministrator(transaction, caller);
    const fault = addresses.faultOf(url);
    if (fault) throw fieldProblem('invalid-request', '/url', fault);
    if ((await countWebhooks(transaction, centre)) >= limits.webhooks)
      throw new Problem('already-exists', said('webhooks-full', { most: limits.webhooks }));
    const fresh = newId();
    const sealed = seals.close(sealedTo(centre, fresh), newSecret());
    await insertWebhook(transaction, centre, { id: fresh, url, description, kinds, sealed, by });
    const after = shown({ url, kinds, state: 'active' });
    await append(transaction, centre, [{ ...entryOf('webhook.created', fresh, trace), after }]);
    return fresh;
  });
  await requireAdministrator(transaction, caller);
  const webhook = await readWebhook(transaction, centre, id);
  if (webhook.rotatedAt) throw new Problem('wrong-state', said('secret-told'));
  const sealed = (await readSealed(transaction, centre, id)) as Buffer;
  return { webhook: webhookDocument(webhook), secret: secretText(seals.open(sealedTo(centre, id), sealed)) };
}

/** Throws Problem `not-permitted`, `not-found`, `wrong-state`. */
export async function changeWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { id, wish, trace }: { id: string; wish: WebhookChange; trace: Trace },
): Promise<WebhookRow> {
  const before = await toChange(transaction, caller, id);
  const after = { ...before, kinds: wish.kinds ?? before.kinds, state: wish.state ?? before.state };
  if (JSON.stringify(shown(after)) !== JSON.stringify(shown(before))) {
    await updateWebhook(transaction, caller.centre, id, after);
    await append(transaction, caller.centre, [
      { ...entryOf('webhook.changed', id, trace), before: shown(before), after: shown(after) },
    ]);
  }
  return readWebhook(transaction, caller.centre, id);
}

/** Ends it for good; what still waits is given up. Ended twice it was ended the first time. */
export async function endWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<WebhookRow> {
  const before = await toChange(transaction, caller, id);
  const dropped = await giveUpAll(transaction, caller.centre, id, 'webhook-ended');
  await updateWebhook(transaction, caller.centre, id, { ...before, state: 'ended' });
  await append(transaction, caller.centre, [
    { ...entryOf('webhook.ended', id, trace), before: shown(before), details: { dropped } },
  ]);
  return readWebhook(transaction, caller.centre, id);
}

/** Another secret, told this once; the one before signs beside it for a while. */
export async function rotateWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { seals }: Pick<WebhookOffice, 'seals'>,
  { id, trace }: { id: string; trace: Trace },
): Promise<WebhookWithSecret> {
  const { centre } = caller;
  await toChange(transaction, caller, id);
  const secret = newSecret();
  const { overlapHours } = limits;
  await replaceSecret(transaction, centre, id, { sealed: seals.close(sealedTo(centre, id), secret), overlapHours });
  await append(transaction, centre, [{ ...entryOf('webhook.rotated', id, trace), details: { overlapHours } }]);
  return { webhook: webhookDocument(await readWebhook(transaction, centre, id)), secret: secretText(secret) };
}

/** An event that says nothing, in its turn behind what waits. Throws Problem `wrong-state` for one that is paused. */
export async function testWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<DeliveryRow> {
  const { state } = await toChange(transaction, caller, id);
  if (state !== 'active') throw new Problem('wrong-state', said('webhook-not-active'));
  const delivery = await insertTest(transaction, caller.centre, id);
  await append(transaction, caller.centre, [
    { ...entryOf('webhook.tested', id, trace), details: { delivery: delivery.id } },
  ]);
  return delivery;
}

/** Has all that was given up tried anew, the oldest first and before what waits. */
export async function retryWebhook(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<WebhookRow> {
  await toChange(transaction, caller, id);
  const count = await revive(transaction, caller.centre, id);
  if (count > 0)
    await append(transaction, caller.centre, [{ ...entryOf('webhook.retried', id, trace), details: { count } }]);
  return readWebhook(transaction, caller.centre, id);
}
