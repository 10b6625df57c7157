import type { Secret } from '@zhiheng/http';
import { seal, unseal } from '../sealing.ts';

const purpose = 'signal receivers';

/** What a receiver wants to be sent as `Authorization`, so that a reader of the database cannot speak in our name. */
export const sealAuthorization = (secret: Secret, stream: string, header: string): Buffer =>
  seal(secret.derive(purpose), stream, header);

export const openAuthorization = (secret: Secret, stream: string, sealed: Buffer): string =>
  unseal(secret.derive(purpose), stream, sealed);
