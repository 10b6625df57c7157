import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader } from 'jose';

/** A token as a receiver reads it. */
export interface Received {
  jti: string;
  aud: string;
  event: string;
  facts: Record<string, unknown>;
  person: string;
  typ: string | undefined;
  authorization: string | undefined;
  token: string;
}

export const read = (token: string, authorization?: string): Received => {
  const { jti, aud, events, sub_id: subject } = decodeJwt(token);
  const [[event, facts] = ['', {}]] = Object.entries(events as Record<string, Record<string, unknown>>);
  const { sub = '', id = sub } = subject as { sub?: string; id?: string };
  const { typ } = decodeProtectedHeader(token);
  return { jti: jti as string, aud: aud as string, event, facts, person: id, typ, authorization, token };
};

/** How a receiver answers a token. */
export type Answer = (
  received: Received,
  count: number,
) => { status: number; body?: string; headers?: object } | 'silence';

/** A service that is sent tokens, and answers as it is told. */
export class Receiver {
  /** All that came, refused or not. */
  readonly received: Received[] = [];
  answer: Answer = () => ({ status: 202 });
  readonly #server: Server;
  #origin = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then((answer) => {
        if (answer === 'silence') return;
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(answer.body);
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    receiver.#origin = `http://127.0.0.1:${(receiver.#server.address() as AddressInfo).port}`;
    return receiver;
  }

  get endpoint(): string {
    return `${this.#origin}/events`;
  }

  /** Those about this person. */
  of(person: string): Received[] {
    return this.received.filter((one) => one.person === person);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<ReturnType<Answer>> {
    const received = read(await text(request), request.headers.authorization);
    this.received.push(received);
    return this.answer(received, this.received.length);
  }
}
