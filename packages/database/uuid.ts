import { v7, validate, version } from 'uuid';

/** A new UUIDv7 (RFC 9562): ordered by time, so that indexes grow at their end. */
export const newId = (): string => v7();

/** Milliseconds since the epoch held in a UUIDv7; undefined for any other text. */
export function timeOfId(id: string): number | undefined {
  if (!validate(id) || version(id) !== 7) return undefined;
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
