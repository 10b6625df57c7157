import { isObject } from './asserted.ts';

/** A member of a message by its name in any case (RFC 7643, 2.1). */
export function member(message: unknown, name: string): unknown {
  if (!isObject(message)) return undefined;
  if (Object.hasOwn(message, name)) return message[name];
  const key = Object.keys(message).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : message[key];
}
