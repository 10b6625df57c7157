/** Why a database cannot be used, in one sentence a person can act on. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code:
    | 'unreachable'
    | 'refused'
    | 'missing-database'
    | 'unwritable'
    | 'already-running'
    | 'not-migrated'
    | 'migration-changed'
    | 'migration-name'
    | 'unsupported-version'
    | 'embedded-failed';

  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
}

const asDriverError = (error: unknown): DriverError => (error instanceof Object ? (error as DriverError) : {});

/** True where the same transaction may be tried again: serialization failure, deadlock. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(asDriverError(error).code ?? '');
}

const outageCodes = /^(08|57P|53|ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$|ENOENT$)/;
/** The driver gives these no code. */
const outageWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool)/;

/** True where the database cannot be reached or turns connections away: no statement of ours is to blame. */
export function isOutage(error: unknown): boolean {
  const { code, message } = asDriverError(error);
  return outageCodes.test(code ?? '') || outageWords.test(message ?? '');
}

/** The name of the constraint that refused a write, or undefined when no constraint did. */
export function violates(error: unknown): string | undefined {
  const { code, constraint } = asDriverError(error);
  return code?.startsWith('23') ? (constraint ?? 'unnamed') : undefined;
}

/** Turns a driver's connection fault into a DatabaseError; the address is shown without its password. */
export function explainDatabaseFault(error: unknown, url: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = asDriverError(error);
  const place = withoutPassword(url);
  if (code === '28P01' || code === '28000') {
    return new DatabaseError('refused', `PostgreSQL at ${place} refuses this user or password.`, { cause: error });
  }
  if (code === '3D000')
    return new DatabaseError('missing-database', `The database of ${place} does not exist.`, { cause: error });
  return new DatabaseError(
    'unreachable',
    `PostgreSQL at ${place} cannot be reached: ${message || code || String(error)}.`,
    {
      cause: error,
    },
  );
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    parsed.password = '';
    parsed.search = '';
    return parsed.href;
  } catch {
    return 'DATABASE_URL';
  }
}
