import type { App } from './app.ts';
import { Problem } from './problem.ts';

export interface TextFault {
  /** JSON pointer. */
  path: string;
  message: string;
}

/** Text that is JSON but that PostgreSQL does not keep: NUL, and half of a character beyond the first plane. */
export function textFaults(value: unknown, path = ''): TextFault[] {
  if (typeof value === 'string') {
    const kept = !value.includes('\0') && value.isWellFormed();
    return kept ? [] : [{ path: path || '/', message: 'holds a character that cannot be kept' }];
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...textFaults(key, `${path}/${key}`),
    ...textFaults(inner, `${path}/${key}`),
  ]);
}

/** Refuses such text in a JSON body, by its path, rather than when the database is asked to keep it. */
export function refuseUnstorableText(app: App): void {
  app.addHook('preValidation', async ({ body, headers }) => {
    if (!headers['content-type']?.includes('json')) return;
    const [first, ...others] = textFaults(body);
    if (first) throw new Problem('invalid-request', `${first.path}: ${first.message}`, { errors: [first, ...others] });
  });
}
