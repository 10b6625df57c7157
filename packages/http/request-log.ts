import type { FastifyBaseLogger } from 'fastify';
import type { LoggerOptions } from 'pino';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
type Bindings = Parameters<FastifyBaseLogger['child']>[0];
type ChildOptions = Parameters<FastifyBaseLogger['child']>[1];

/** A request's logger that is made when its first line is written: most requests write none, and making it costs. */
class RequestLog {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Bindings;
  readonly #options: ChildOptions;
  #own: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, bindings: Bindings, options: ChildOptions, own?: FastifyBaseLogger) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#options = options;
    this.#own = own;
  }

  get level(): string {
    return (this.#own ?? this.#parent).level;
  }

  trace(...line: unknown[]): void {
    this.#write('trace', line);
  }

  debug(...line: unknown[]): void {
    this.#write('debug', line);
  }

  info(...line: unknown[]): void {
    this.#write('info', line);
  }

  warn(...line: unknown[]): void {
    this.#write('warn', line);
  }

  error(...line: unknown[]): void {
    this.#write('error', line);
  }

  fatal(...line: unknown[]): void {
    this.#write('fatal', line);
  }

  silent(): void {}

  child(bindings: Bindings, options?: ChildOptions): FastifyBaseLogger {
    return new RequestLog(this.#made(), bindings, options) as unknown as FastifyBaseLogger;
  }

  #write(level: Level, line: unknown[]): void {
    const log = this.#made();
    (log[level] as (...line: unknown[]) => void).apply(log, line);
  }

  #made(): FastifyBaseLogger {
    this.#own ??= this.#parent.child(this.#bindings, this.#options);
    return this.#own;
  }
}

/**
 * The service's log, whose children are made when they are first written to. It names the serializers that `log` was made with: the
 * framework gives every child its own in their place (whole addresses, errors with all that they quote) where it finds none.
 */
export const lazyLog = (log: FastifyBaseLogger, serializers: LoggerOptions['serializers']): FastifyBaseLogger =>
  Object.assign(new RequestLog(log, {}, undefined, log), { serializers }) as unknown as FastifyBaseLogger;
