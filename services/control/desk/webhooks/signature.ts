import { createHmac } from 'node:crypto';

/** Standard Webhooks 1.0: how a receiver is given a secret. */
export const secretText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/** Headers by which a receiver knows that it is us, that nothing was changed, and what it has had before. */
export function signedHeaders(
  { id, second, body }: { id: string; second: number; body: string },
  secrets: readonly Buffer[],
): Record<string, string> {
  const sign = (secret: Buffer) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${second}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(second),
    'webhook-signature': secrets.map(sign).join(' '),
  };
}
