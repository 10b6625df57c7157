import { useMemo, useRef } from 'react';
import { newKey } from './request-input.ts';

/** Keys of what a form sends: another content is another act; the same content is a retry, until one was answered. */
export function useRetryKey() {
  const tried = useRef<{ text: string; key: string }>(undefined);
  return useMemo(
    () => ({
      keyOf(content: unknown): string {
        const text = JSON.stringify(content);
        if (tried.current?.text !== text) tried.current = { text, key: newKey() };
        return tried.current.key;
      },
      answered() {
        tried.current = undefined;
      },
    }),
    [],
  );
}
