import { said } from '@zhiheng/contracts';
import type { FieldFault } from './problem.ts';

const isKept = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that JSON writes by escapes.
const isPlain = (name: string): boolean => isKept(name) && !/[\u0000-\u001f"\\]/.test(name);

/**
 * Text that is JSON but that PostgreSQL does not keep: NUL, and half of a character beyond the first plane; and names that JSON writes by
 * escapes, which the log does not take (`audit.append`). Walks without recursion: what comes in may be nested deeper than a stack.
 */
export function textFaults(whole: unknown): FieldFault[] {
  const faults: FieldFault[] = [];
  const left: [unknown, string][] = [[whole, '']];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, path] = next;
    if (typeof value === 'string') {
      if (!isKept(value)) faults.push({ path: path || '/', message: said('unkept-text') });
    } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [key, inner] of Object.entries(value)) {
        if (!isPlain(key)) faults.push({ path: path || '/', message: said('unkept-name') });
        left.push([inner, `${path}/${key}`]);
      }
    }
  }
  return faults.reverse();
}
