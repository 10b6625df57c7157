import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Environment } from '@zhiheng/http';
import { digestOf } from './adapter.ts';
import type { Holder } from './holder.ts';
import type { Passkey } from './store/factor-store.ts';

/** Whom passkeys are made for: the deployment's name and origin. */
export class RelyingParty {
  readonly #origin: string;
  readonly #id: string;

  constructor({ origin }: Environment) {
    this.#origin = origin;
    this.#id = new URL(origin).hostname;
  }

  /** Browsers make no passkeys for an address that has no name, nor over plain http except on this machine. */
  get possible(): boolean {
    return (
      isIP(this.#id.replace(/^\[|\]$/g, '')) === 0 && (this.#origin.startsWith('https:') || this.#id === 'localhost')
    );
  }

  registration({ centre, account }: Holder, username: string, known: Passkey[]) {
    return generateRegistrationOptions({
      rpName: '制衡 Zhiheng',
      rpID: this.#id,
      userName: username,
      // No personal data: the authenticator keeps it.
      userID: new Uint8Array(digestOf(`${centre}~${account}`)),
      attestationType: 'none',
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    });
  }

  authentication(known: Passkey[]) {
    return generateAuthenticationOptions({
      rpID: this.#id,
      userVerification: 'required',
      allowCredentials: known.map(descriptorOf),
    });
  }

  /** The new passkey; undefined when anything of the response does not hold. */
  async registered(response: RegistrationResponseJSON, challenge: Buffer): Promise<NewPasskey | undefined> {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      ...this.#expected(challenge),
      requireUserVerification: true,
    }).catch(() => ({ registrationInfo: undefined }));
    if (!registrationInfo) return undefined;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credential: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (response.response.transports ?? []).filter((one) => typeof one === 'string').slice(0, 10),
      synced: credentialDeviceType === 'multiDevice',
    };
  }

  /** The counter of a signature that holds; the counter itself is not judged here. */
  async signed(response: AuthenticationResponseJSON, passkey: Passkey, challenge: Buffer): Promise<number | undefined> {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      ...this.#expected(challenge),
      requireUserVerification: true,
      credential: {
        id: passkey.credential.toString('base64url'),
        publicKey: new Uint8Array(passkey.public_key),
        counter: 0,
      },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    return verified ? authenticationInfo?.newCounter : undefined;
  }

  #expected(digest: Buffer) {
    return {
      expectedChallenge: (challenge: string) => digestOf(challenge).equals(digest),
      expectedOrigin: this.#origin,
      expectedRPID: this.#id,
    };
  }
}

export type NewPasskey = Omit<Passkey, 'id' | 'name'>;

const descriptorOf = ({ credential, transports }: Passkey) => ({
  id: credential.toString('base64url'),
  transports,
});
