import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secret } from '@zhiheng/http';

/** Closes and opens secrets of one kind: nobody who has the database alone can read one. */
export interface Seals {
  close(about: string, secret: Uint8Array): Buffer;
  /** Throws Error for what was closed about something else, or with another deployment's secret. */
  open(about: string, sealed: Uint8Array): Buffer;
}

const [ivLength, tagLength] = [12, 16];
type Purpose = 'secrets of inspections' | 'secrets of webhooks';

/** AES-256-GCM under a key that the deployment's secret gives: nonce, sealed bytes, tag. */
export function sealsOf(deployment: Secret, purpose: Purpose): Seals {
  const key = deployment.derive(purpose);
  return {
    close(about, secret) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    },
    open(about, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength), { authTagLength: tagLength })
        .setAAD(Buffer.from(about))
        .setAuthTag(sealed.subarray(-tagLength));
      return Buffer.concat([decipher.update(sealed.subarray(ivLength, -tagLength)), decipher.final()]);
    },
  };
}

export const newSecret = (): Buffer => randomBytes(32);

/** What a secret is sealed to: it opens for no other row. */
export const sealedTo = (centre: string, id: string): string => `${centre} ${id}`;
