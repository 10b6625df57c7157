import { doubtImportStates, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { endImport, type StoredImport, startImport } from '../store/doubt-import-store.ts';
import { append } from '../store/log-store.ts';
import { importOf, requireActingImporter } from './authority.ts';

const closed = ({ state }: StoredImport): Problem =>
  new Problem('list-closed', said('list-state', { state: doubtImportStates[state] }));

/** Has a list imported, in the background. Begun twice it is begun once. Throws `not-permitted`, `not-found`, `list-closed`. */
export async function applyList(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  trace: Trace,
): Promise<StoredImport> {
  const { centre, person, account, client } = caller;
  await requireActingImporter(transaction, caller);
  const { address, correlationId } = trace;
  const started = await startImport(transaction, centre, id, { person, account, client, address, correlationId });
  const list = await importOf(transaction, centre, id);
  if (!started) {
    if (list.state === 'applying') return list;
    throw closed(list);
  }
  const { rule, batch, lines } = list;
  await append(transaction, centre, [
    {
      ...trace,
      ...{ action: 'doubt-import.applied', targetType: 'doubt-import', target: id, outcome: 'done' },
      after: { rule, batch, lines },
    },
  ]);
  return list;
}

/** Brings nothing of it: what was raised and nobody has seen is taken back. Throws `not-permitted`, `not-found`, `list-closed`. */
export async function cancelList(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  trace: Trace,
): Promise<StoredImport> {
  const { centre } = caller;
  await requireActingImporter(transaction, caller);
  const ended =
    (await endImport(transaction, centre, id, { state: 'cancelled', from: ['open'] })) ||
    (await endImport(transaction, centre, id, { state: 'cancelling', from: ['applying', 'stopped'] }));
  const list = await importOf(transaction, centre, id);
  if (!ended) throw closed(list);
  await append(transaction, centre, [
    {
      ...trace,
      ...{ action: 'doubt-import.cancelled', targetType: 'doubt-import', target: id, outcome: 'done' },
      after: { state: list.state, done: list.done },
    },
  ]);
  return list;
}
