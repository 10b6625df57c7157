import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { KeyRing } from './key-ring.ts';

/** A provider that is made anew whenever the keys change: it takes them but once, and keeps nothing but in the database. */
export class ProviderInUse {
  #provider: Provider;
  #answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

  constructor(keys: KeyRing, make: () => Provider) {
    this.#provider = make();
    this.#answer = this.#provider.callback();
    keys.onChange(() => {
      this.#provider = make();
      this.#answer = this.#provider.callback();
    });
  }

  /** For what is no matter of keys: any of those that were made will do. */
  get provider(): Provider {
    return this.#provider;
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    this.#answer(request, response);
}
