import { type Static, Type } from 'typebox';
import { searchableFrom } from './entry.ts';
import { Id, Instant, nullable } from './primitives.ts';
import { RemovedMonth } from './retention.ts';

/** Files that the log is exported as. */
export const exportFormats = {
  csv: { zh: 'CSV 表格（UTF-8）', en: 'CSV (UTF-8)' },
  xlsx: { zh: 'Excel 工作簿', en: 'Excel workbook' },
  ndjson: { zh: '逐行 JSON', en: 'JSON lines' },
  bundle: { zh: '可离线核验的证据包', en: 'Evidence bundle, verifiable offline' },
} as const;
export type ExportFormat = keyof typeof exportFormats;

export const exportStates = {
  queued: { zh: '排队中', en: 'Queued' },
  running: { zh: '导出中', en: 'Running' },
  ready: { zh: '可下载', en: 'Ready' },
  failed: { zh: '导出失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  expired: { zh: '已过期', en: 'Expired' },
} as const;
export type ExportState = keyof typeof exportStates;

const codes = <T extends object>(words: T) => Object.keys(words) as (keyof T & string)[];
export const ExportFormatCode = Type.Enum(codes(exportFormats), { description: '格式 / format' });

/** An export of the log: a job, then a file. */
export const EntryExport = Type.Object(
  {
    id: Id,
    format: ExportFormatCode,
    state: Type.Enum(codes(exportStates), { description: '状态 / state' }),
    failure: nullable(Type.String({ description: '失败原因代码 / code of the problem that it failed of' })),
    filters: Type.Record(Type.String(), Type.String()),
    reason: Type.String(),
    progress: Type.Number({ minimum: 0, maximum: 1, description: '进度 / how far the log was gone through' }),
    entries: Type.Integer({ minimum: 0, description: '条数 / entries written' }),
    bytes: Type.Integer({ minimum: 0, description: '字节 / length of the file so far' }),
    sha256: nullable(Type.String({ description: '文件的 SHA-256（十六进制）/ of the whole file, in hex' })),
    searchableFrom,
    removed: Type.Optional(
      Type.Array(RemovedMonth, {
        description:
          '所求范围内保存期满而移除、文件中没有的月份，新者在前 / months asked for that were removed by policy and that the file lacks, newest first',
      }),
    ),
    createdAt: Instant,
    finishedAt: nullable(Instant),
    expiresAt: nullable(Instant),
  },
  { $id: 'EntryExport' },
);
export type EntryExport = Static<typeof EntryExport>;
