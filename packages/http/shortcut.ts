import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { RouteOptions } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { App } from './app.ts';
import { type Access, isLetIn } from './authentication.ts';
import type { Environment } from './environment.ts';
import { isPlainJson } from './json-body.ts';
import type { CountAnswer } from './metrics.ts';
import { isRequestId } from './request-id.ts';
import { answerHeaders } from './security-headers.ts';
import type { Caller, TokenVerifier } from './tokens.ts';

/**
 * How a POST route would answer this body of a machine client, where that is known at once and without any effect.
 * Undefined, or throwing, leaves it to the route.
 */
export type Shortcut = (caller: Caller, body: unknown) => Answers | undefined;

/**
 * Answers now, and each time the same caller sends the same body again, for as long as what it rests on holds; then undefined.
 * The answer (200) is JSON as bytes of UTF-8, each a character of the string (`bytesOf`), which is what goes out fastest.
 */
export type Answers = () => string | undefined;

/** A text as a string of its UTF-8 bytes. */
export const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Taken before the framework where nothing can go wrong any more; needs `rateLimit: false`. */
    shortcut?: Shortcut;
  }
}

interface Way {
  access: Access;
  shortcut: Shortcut;
}

/** A body that was answered. */
interface Answered {
  way: Way;
  caller: Caller;
  answers: Answers;
}

interface ShortcutOptions {
  environment: Environment;
  tokens: TokenVerifier;
}

/** A longer body, or one of unknown length, is read by the framework. */
const longest = 65_536;
/** Bodies of so many characters in all are remembered at most; what rests on one takes about as much as its text. */
const most = 2 ** 25;
/** So many bodies that came once are told from those that come again. */
const told = 2 ** 17;
const json = 'application/json; charset=utf-8';
/** Fastify's own; a server of our own making must be told. */
const keepAliveTimeout = 72_000;

/**
 * Answers what a route's shortcut knows ahead of the framework, whose way through hooks, schemas and listeners costs
 * several times such an answer; a body that comes again it does not even read, for that costs more than to decide. Whatever is not plain sailing (an unknown token, a person, an odd header, a refusal, a
 * stop) goes to the route with its body unread or handed on, so that there is one place that refuses.
 */
export class Shortcuts {
  readonly #ways = new Map<string, Way>();
  readonly #bodies = new WeakMap<IncomingMessage, Buffer>();
  readonly #answered = new LRUCache<string, Answered>({ maxSize: most, sizeCalculation: (_, text) => text.length });
  readonly #seen = new Int32Array(told);
  readonly #tokens: TokenVerifier;
  readonly #headers: readonly string[];
  #count: CountAnswer | undefined;

  constructor({ environment, tokens }: ShortcutOptions) {
    this.#tokens = tokens;
    this.#headers = Object.entries(answerHeaders(environment).asked).flat();
  }

  /** Fastify's `serverFactory`. */
  server(route: RequestListener, requestTimeout: number): Server {
    return createServer({ keepAliveTimeout, requestTimeout }, (request, response) => {
      const way = request.method === 'POST' && this.#count ? this.#ways.get(request.url as string) : undefined;
      const caller = way && this.#callerOf(request, way);
      if (way && caller) this.#take(request, response, way, caller, route);
      else route(request, response);
    });
  }

  /** Finds the routes that have one, and answers by them until the stop. */
  open(app: App, count: CountAnswer): void {
    this.#count = count;
    app.addHook('onRoute', (route) => this.#add(route));
    app.addHook('preClose', async () => {
      this.#count = undefined;
    });
  }

  #add(route: RouteOptions): void {
    const { shortcut, access, rateLimit } = route.config ?? {};
    if (!shortcut) return;
    if (route.method !== 'POST' || rateLimit !== false || !access || access === 'public')
      throw new Error(`${route.url}: a shortcut is for a POST that needs a token and has no rate limit.`);
    this.#ways.set(route.url, { access, shortcut });
    const others = [route.preParsing ?? []].flat();
    route.preParsing = [
      (request, _reply, payload, done) => {
        const body = this.#bodies.get(request.raw);
        done(null, body ? Readable.from([body], { objectMode: false }) : payload);
      },
      ...others,
    ];
  }

  /** Who asks, if it is a client that is let in with a plain JSON body of a known length. */
  #callerOf({ headers }: IncomingMessage, { access }: Way): Caller | undefined {
    const type = headers['content-type'];
    if (type !== 'application/json' && type !== json) return undefined;
    if (!(Number(headers['content-length']) <= longest)) return undefined;
    const id = headers['x-request-id'];
    if (id !== undefined && !isRequestId(id)) return undefined;
    const caller = this.#tokens.remembered(headers.authorization);
    return caller?.kind === 'client' && isLetIn(caller, access) ? caller : undefined;
  }

  #take(request: IncomingMessage, response: ServerResponse, way: Way, caller: Caller, route: RequestListener): void {
    const start = performance.now();
    let body: Buffer | undefined;
    request.on('data', (chunk: Buffer) => {
      body = body ? Buffer.concat([body, chunk]) : chunk;
    });
    request.on('end', () => {
      const answer = body && this.#find(way, caller, body.toString());
      if (answer !== undefined) {
        this.#answer(request, response, answer);
        this.#count?.('POST', request.url as string, 200, performance.now() - start);
        return;
      }
      this.#bodies.set(request, body ?? Buffer.alloc(0));
      route(request, response);
    });
  }

  #find(way: Way, caller: Caller, text: string): string | undefined {
    // Not looked up, either: where so many are remembered, to find that one is not takes a while.
    if (!this.#comesAgain(text)) return answersOf(way.shortcut, caller, text)?.();
    const known = this.#answered.get(text);
    const again = known?.way === way && known.caller === caller ? known.answers() : undefined;
    if (again !== undefined) return again;
    const answers = answersOf(way.shortcut, caller, text);
    if (answers) this.#answered.set(text, { way, caller, answers });
    else if (known) this.#answered.delete(text);
    return answers?.();
  }

  /** Most bodies never come again: to remember each would take longer than to answer it, and push out those that do. */
  #comesAgain(text: string): boolean {
    const hash = hashOf(text);
    const place = (hash ^ (hash >>> 15)) & (told - 1);
    if (this.#seen[place] === hash) return true;
    this.#seen[place] = hash;
    return false;
  }

  /** Nothing is logged of such a request, so that an id of ours would name nothing: it has one where the caller gave one. */
  #answer({ headers }: IncomingMessage, response: ServerResponse, answer: string): void {
    const head = [...this.#headers, 'content-type', json, 'content-length', String(answer.length)];
    const id = headers['x-request-id'];
    if (id !== undefined) head.push('x-request-id', id as string);
    response.writeHead(200, head).end(answer, 'latin1');
  }
}

/** Of its beginning, where bodies differ: a wrong guess costs a little time. */
function hashOf(text: string): number {
  let hash = text.length;
  for (let at = Math.min(text.length, 512); at-- > 0; ) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function answersOf(shortcut: Shortcut, caller: Caller, text: string): Answers | undefined {
  if (!isPlainJson(text)) return undefined;
  try {
    return shortcut(caller, JSON.parse(text));
  } catch {
    return undefined;
  }
}
