import { said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type ClientCaller, fieldProblem, Problem, type Trace } from '@zhiheng/http';
import { raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { deleteResource, findResource, putResource, type ResourceRow } from './store/resource-store.ts';

/** Resources that other services register. Cases and people are recorded as such, never here. */
export class Resources {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Registers or replaces a resource; `before` is null when it is new. */
  async put(
    { centre, client }: ClientCaller,
    { type, id, properties }: Pick<ResourceRow, 'type' | 'id' | 'properties'>,
    trace: Trace,
  ): Promise<{ row: ResourceRow; before: Record<string, unknown> | null }> {
    if (type === 'case') throw fieldProblem('invalid-request', '/type', said('case-is-opened'));
    return inCentre(this.#database, centre, async (transaction) => {
      const result = await putResource(transaction, centre, { type, id, properties, client });
      await append(transaction, centre, registration(trace, type, id, { before: result.before, after: properties }));
      await raiseEpoch(transaction, centre, { resource: { type, id } });
      return result;
    });
  }

  /** Throws `not-found`. */
  async read(centre: string, type: string, id: string): Promise<ResourceRow> {
    const row = await inCentre(this.#database, centre, (transaction) => findResource(transaction, centre, type, id));
    return row ?? notFound(type, id);
  }

  /** Throws `not-found`. */
  async remove({ centre }: ClientCaller, type: string, id: string, trace: Trace): Promise<void> {
    await inCentre(this.#database, centre, async (transaction) => {
      const before = (await deleteResource(transaction, centre, type, id)) ?? notFound(type, id);
      await append(transaction, centre, registration(trace, type, id, { before, after: null }));
      await raiseEpoch(transaction, centre, { resource: { type, id } });
    });
  }
}

function notFound(type: string, id: string): never {
  throw new Problem('not-found', said('no-registered', { type, id }));
}

/** The names of the properties only: what they hold may be personal data of another service. */
function registration(
  trace: Trace,
  type: string,
  id: string,
  { before, after }: Record<'before' | 'after', Record<string, unknown> | null>,
): LogEntry {
  const names = (properties: Record<string, unknown> | null) =>
    properties ? { properties: Object.keys(properties).sort() } : {};
  return {
    ...trace,
    action: 'resource.registered',
    outcome: 'done',
    targetType: type,
    target: id,
    before: names(before),
    after: names(after),
  };
}
