/** What of a fault may stand in the operational log. */
export interface ErrorFacts {
  type: string;
  message: string;
  /** The frames alone: what stands above them is the message once more, unabridged. */
  stack: string;
  cause?: ErrorFacts;
  errors?: ErrorFacts[];
  [fact: string]: unknown;
}

/** Which of an error's members say what happened and where. PostgreSQL's `detail`, `where` and the like quote rows. */
const telling = [
  'code',
  'status',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
] as const;
/** A chain of causes that is longer, or goes round, ends there. */
const deepest = 5;
/** Data exceptions (class 22 of SQLSTATE), whose messages quote the value that is not as it should be. */
const quotesValues = /^22/;

/**
 * A fault without the values it was about: the row that a constraint refused, the text that is no number. They are somebody's data, or
 * the audit log's, and neither belongs in this log.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'no error was thrown, but something else', stack: '' };
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const facts = error as unknown as Record<string, unknown>;
  const inner = (one: unknown) => errorFacts(one, depth + 1);
  return {
    type: error.name === 'error' ? 'DatabaseFault' : error.name,
    message: messageOf(error),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...Object.fromEntries(telling.flatMap((name) => (isPlain(facts[name]) ? [[name, facts[name]]] : []))),
    ...(cause instanceof Error && depth < deepest ? { cause: inner(cause) } : {}),
    ...(Array.isArray(errors) && depth < deepest ? { errors: errors.slice(0, 10).map(inner) } : {}),
  };
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

function messageOf(error: Error): string {
  const { code } = error as { code?: unknown };
  const quoting = typeof code === 'string' && quotesValues.test(code);
  return quoting ? error.message.replaceAll(/"[^"]*"/g, '"…"').replace(/:[^:]*$/, ': …') : error.message;
}
