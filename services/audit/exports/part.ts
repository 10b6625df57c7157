import { parse } from 'range-parser';
import type { ExportJob } from './job.ts';

/** Bytes of a file from `start` to `end`, that one included. */
export interface Part {
  start: number;
  end: number;
}

type Asked = { range?: string | undefined; 'if-range'?: string | string[] | undefined };

const base64 = ({ digest }: Pick<ExportJob, 'digest'>): string => digest?.toString('base64') ?? '';

/** RFC 9530. */
export const digestOf = (job: Pick<ExportJob, 'digest'>): string => `sha-256=:${base64(job)}:`;

/** Strong: a finished file never changes. */
export const etagOf = (job: Pick<ExportJob, 'digest'>): string => `"${base64(job)}"`;

/**
 * Which part of the file is asked for (RFC 9110, 14); undefined: all of it, also for several parts at once, or of a file that
 * `If-Range` says was another one.
 */
export function partOf(
  job: Pick<ExportJob, 'digest' | 'bytes'>,
  { range, 'if-range': condition }: Asked,
): Part | 'unsatisfiable' | undefined {
  if (range === undefined || (condition !== undefined && condition !== etagOf(job))) return undefined;
  const { code, type, ranges } = parse(job.bytes, range);
  const [part, ...more] = ranges;
  if (type !== 'bytes' || code & 1 || more.length) return undefined;
  return part ?? 'unsatisfiable';
}
