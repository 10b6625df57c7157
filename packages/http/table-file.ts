import { Readable } from 'node:stream';
import { said } from '@zhiheng/contracts';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { Problem } from './problem.ts';
import { spreadsheetType } from './spreadsheet.ts';
import { readCsv, type Table } from './table-reader.ts';

/** A file on its way in: CSV as it comes, a workbook whole. */
export type TableFile = Readable | Buffer;

export const csvType = 'text/csv';
/** A workbook is read from its end, and so held whole. */
export const mostOfWorkbook = 16 * 2 ** 20;

/** Bodies of this kind come as they are within this application, and nowhere else. */
export function takeTableFiles(app: App): void {
  if (app.hasContentTypeParser(csvType)) app.removeContentTypeParser(csvType);
  app.addContentTypeParser(csvType, (_request, payload, done) => done(null, payload));
  app.addContentTypeParser(spreadsheetType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Works on the file of a request. The rest of one that was refused half-way is let pass, so that the refusal can be answered. */
export async function withTableFile<T>(request: FastifyRequest, work: (file: TableFile) => Promise<T>): Promise<T> {
  const file: unknown = request.body;
  if (!Buffer.isBuffer(file) && !(file instanceof Readable))
    throw new Problem('unsupported-media-type', said('media-type', { type: csvType }));
  try {
    return await work(file);
  } finally {
    if (!Buffer.isBuffer(file)) file.resume();
  }
}

export async function tableOf(file: TableFile, mostBytes: number): Promise<Table> {
  if (!Buffer.isBuffer(file)) return readCsv(file, mostBytes);
  // Loaded when the first workbook comes: most centres send CSV, and starts are to be short.
  const { readWorkbook } = await import('./workbook-reader.ts');
  return readWorkbook(file);
}
