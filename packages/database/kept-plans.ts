import { type CompiledQuery, type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';

/** Before the text of a statement whose plan each connection keeps. */
export const mark = '/* kept */ ';
const names = new Map<string, string>();

/**
 * Marks a statement whose plan each connection keeps (a named prepared statement): for what runs at every act and is
 * more to plan than to run. Its text must be the same each time; what differs is in its parameters.
 */
export const kept = <T>(statement: RawBuilder<T>): RawBuilder<T> => sql<T>`${sql.raw(mark)}${statement}`;

/** A statement as it is sent. */
export interface KeptStatement<T> {
  compile(executor: QueryExecutorProvider): Pick<CompiledQuery<T>, 'sql' | 'parameters'>;
  readonly gives?: T;
}

/** Stands for what is given later, where the statement is written. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A kept statement whose text is written once for all times, by whatever writes a part of one: what `write` is given are places to hand on as
 * parameters, not to look at. Whatever is given is one parameter, wherever it stands, so that it crosses to the database once.
 */
export function keptOnce<Given extends object, T>(
  write: (given: Given) => RawBuilder<T>,
): (given: Given) => KeptStatement<T> {
  let written: { text: string; order: readonly (keyof Given)[] } | undefined;
  return (given) => ({
    compile: (executor) => {
      written ??= writtenOnce(write, executor);
      return { sql: written.text, parameters: written.order.map((name) => given[name]) };
    },
  });
}

function writtenOnce<Given extends object>(
  write: (given: Given) => RawBuilder<unknown>,
  executor: QueryExecutorProvider,
) {
  const places = new Proxy({} as Given, { get: (_, name) => new Place(String(name)) });
  const { sql: text, parameters } = kept(write(places)).compile(executor);
  const names = parameters.map((parameter) => {
    if (parameter instanceof Place) return parameter.name as keyof Given;
    throw new Error('Whatever a kept statement is told has a name.');
  });
  const order = [...new Set(names)];
  const renumbered = text.replace(/\$(\d+)/g, (_, number) => `$${order.indexOf(names[number - 1] as keyof Given) + 1}`);
  return { text: renumbered, order };
}

/** Lets a connection of the pool name the statements that are marked. */
export function keepPlans(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (text: unknown, ...rest: unknown[]) => unknown;
  const named = (text: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' ? nameIfKept(text) : undefined;
    if (name === undefined) return query(text, ...rest);
    const [values, ...others] = rest;
    return query({ name, text, values }, ...others);
  };
  client.query = named as typeof client.query;
}

/** Of a statement that is marked. */
export function nameIfKept(text: string): string | undefined {
  if (!text.startsWith(mark)) return undefined;
  let name = names.get(text);
  if (!name) {
    name = `kept_${names.size}`;
    names.set(text, name);
  }
  return name;
}
