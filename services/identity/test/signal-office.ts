import { registerClients } from '../plugin.ts';
import { postForm } from './browser.ts';
import { machine, type World } from './world.ts';

export interface StreamAnswer {
  stream_id: string;
  aud: string;
  iss: string;
  code: string;
  delivery: { method: string; endpoint_url: string };
  [fact: string]: unknown;
}

/** A machine client with streams. */
export class Subscriber {
  readonly #origin: string;
  readonly #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  /** `scope`: `ssf` unless a test is about another. */
  static async register(world: World, id: string, { centre = 'county', scopes = ['ssf'] } = {}): Promise<Subscriber> {
    await registerClients(world, centre, [{ id, secret: machine.secret, scopes }]);
    const answer = await postForm(
      `${world.origin}/oidc/token`,
      { grant_type: 'client_credentials' },
      { id, secret: machine.secret },
    );
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return new Subscriber(world.origin, token);
  }

  async send<T = StreamAnswer>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
    const answer = await fetch(new URL(path, this.#origin), {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
  }

  async stream(choice: object = {}): Promise<StreamAnswer> {
    const { status, body } = await this.send('POST', '/ssf/streams', choice);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  push(endpoint: string, more: object = {}): Promise<StreamAnswer> {
    return this.stream({ delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: endpoint }, ...more });
  }

  async poll(stream: string, wish: object = { returnImmediately: true }) {
    return this.send<{ sets: Record<string, string>; moreAvailable: boolean }>(
      'POST',
      `/ssf/streams/${stream}/poll`,
      wish,
    );
  }
}
