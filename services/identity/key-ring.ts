import type { Database } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import type { JWK } from 'jose';
import { openSigningKeys } from './signing-keys.ts';

/** The signing keys as this process knows them: those of its last look into the database, where they change. */
export class KeyRing {
  readonly #look: () => Promise<JWK[]>;
  readonly #changed: (() => void)[] = [];
  #keys: readonly JWK[];

  private constructor(look: () => Promise<JWK[]>, keys: JWK[]) {
    this.#look = look;
    this.#keys = keys;
  }

  /** Throws EnvironmentError when the secret is not the one they were sealed with. */
  static async open(database: Database, secret: Secret): Promise<KeyRing> {
    const look = () => openSigningKeys(database, secret);
    return new KeyRing(look, await look());
  }

  /** The one that signs first; the same list until it changes. */
  get keys(): readonly JWK[] {
    return this.#keys;
  }

  get signing(): JWK {
    return this.#keys[0] as JWK;
  }

  onChange(then: () => void): void {
    this.#changed.push(then);
  }

  async refresh(): Promise<void> {
    const found = await this.#look();
    if (kidsOf(found) === kidsOf(this.#keys)) return;
    this.#keys = found;
    for (const then of this.#changed) then();
  }
}

const kidsOf = (keys: readonly JWK[]): string => keys.map(({ kid }) => kid).join();
