import type { ExportFormat } from '@zhiheng/contracts';
import { csvType, spreadsheetType } from '@zhiheng/http/spreadsheet';
import { asBundle, type BundleFacts } from './bundle-format.ts';
import type { Language, Sequenced } from './columns.ts';
import type { Notice } from './notice.ts';
import { asCsv, asNdjson } from './text-formats.ts';
import { asXlsx } from './xlsx-format.ts';

interface Format {
  type: string;
  extension: string;
  write: (
    pages: AsyncIterable<readonly Sequenced[]>,
    facts: BundleFacts & { language: Language; notice: Notice },
  ) => AsyncIterable<string | Uint8Array>;
}

export const formats: Record<ExportFormat, Format> = {
  csv: { type: csvType, extension: 'csv', write: asCsv },
  xlsx: {
    type: spreadsheetType,
    extension: 'xlsx',
    write: (pages, { language, notice }) => asXlsx(pages, { language, notice }),
  },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', extension: 'ndjson', write: asNdjson },
  bundle: { type: 'application/json; charset=utf-8', extension: 'evidence.json', write: asBundle },
};
