import {
  type AmountUnit,
  type DoubtColumns,
  type DoubtField,
  type DoubtOrigin,
  type DoubtTitles,
  doubtFieldWords,
  noSuch,
} from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Secret, subjectHasher, type Trace } from '@zhiheng/http';
import { checkColumns, openTable } from '@zhiheng/http/table-columns';
import { Faults } from '@zhiheng/http/table-faults';
import { type TableFile, tableOf } from '@zhiheng/http/table-file';
import { readSettings } from '../settings/settings.ts';
import { readItemOwner, readUnits } from '../store/directory-store.ts';
import { eraseListed, insertListed, markDoubles, overAllLines } from '../store/doubt-import-row-store.ts';
import { deleteImport, insertImport, openImport, type StoredImport } from '../store/doubt-import-store.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { importOf, requireActingImporter, requireImporter } from './authority.ts';
import { amountUnitOf, type ListRule, listRule } from './columns.ts';
import { readRows } from './reading.ts';

/** The most of a CSV file. */
const mostBytes = 128 * 2 ** 20;
/** Rows that are written in one transaction: a slow sender keeps none open. */
export const portion = 2_000;

interface Desk {
  database: Database;
  secret: Secret;
}

export interface Upload {
  file: TableFile;
  fileName: string;
  rule: string;
  origin: Exclude<DoubtOrigin, 'own-rules'>;
  batch: string;
  unit?: string;
  amountIn?: AmountUnit;
  columns: DoubtColumns;
}

/** What the columns of a file are taken for; nothing of it is kept. Throws `not-permitted`, `list-refused`. */
export async function readTitles(
  { database }: Desk,
  caller: PersonCaller,
  { file, rule }: Pick<Upload, 'file' | 'rule'>,
): Promise<DoubtTitles> {
  const list = listRule(rule);
  await inCentre(database, caller.centre, (transaction) => requireImporter(transaction, caller));
  const faults = new Faults('list-refused');
  const opened = await faults.telling(async () => {
    const table = await tableOf(file, mostBytes);
    const { header, rows } = await openTable(table, list.naming, {}, {});
    await rows.return(undefined);
    return { header, encoding: table.encoding };
  });
  if (!opened) throw faults.asProblem();
  const { titles, columns } = opened.header;
  const fieldOf = (title: string) => list.columns.find((field) => columns[field] === title) ?? null;
  return {
    encoding: opened.encoding,
    amountIn: amountUnitOf(columns),
    needed: [...list.columns],
    columns: [...new Set(titles)].filter(Boolean).map((title) => ({ title, field: fieldOf(title) })),
  };
}

const uploaded = { action: 'doubt-import.uploaded', targetType: 'doubt-import' } as const;

/**
 * Reads a list and says what it would bring; raises nothing. One fault and nothing of it is kept. Throws `not-permitted`, `list-refused`
 * with the lines, `too-large`.
 */
export async function uploadList(
  desk: Desk,
  caller: PersonCaller,
  upload: Upload,
  trace: Trace,
): Promise<StoredImport> {
  const { database } = desk;
  const { centre } = caller;
  const rule = listRule(upload.rule);
  const id = await inCentre(database, centre, async (transaction) => {
    await requireActingImporter(transaction, caller);
    const unit = upload.unit ?? (await readItemOwner(transaction, centre, 'doubt-verification'));
    const units = await readUnits(transaction, centre);
    if (!units.some((one) => one.unit === unit)) throw fieldProblem('unknown-code', '/unit', noSuch('unit', unit));
    const { byRule } = (await readSettings(transaction, centre)).doubts;
    const minAmountFen = byRule.find((one) => one.rule === upload.rule)?.minAmountFen ?? 0;
    return insertImport(transaction, centre, {
      ...upload,
      ...{ unit: unit as string, uploadedBy: caller.person, minAmountFen },
    });
  });
  const faults = new Faults('list-refused');
  try {
    const digest = await faults.telling(() => readInto(desk, { centre, id, rule }, upload, faults));
    if (!digest || faults.some) throw faults.asProblem();
    const finish = async (transaction: Transaction) => {
      // They may have left while the file came in.
      await requireActingImporter(transaction, caller);
      await markDoubles(transaction, centre, id);
      await openImport(transaction, centre, id, digest);
      const list = await importOf(transaction, centre, id);
      await append(transaction, centre, [
        { ...trace, ...uploaded, outcome: 'done', target: id, unit: list.unit, after: factsOf(list, digest) },
      ]);
      return list;
    };
    return await inCentre(database, centre, finish, overAllLines);
  } catch (error) {
    const refused: LogEntry[] =
      error instanceof Problem
        ? [
            {
              ...trace,
              ...uploaded,
              outcome: 'denied',
              reason: error.code,
              details: { file: upload.fileName, faults: faults.count },
            },
          ]
        : [];
    await forget(desk, centre, id, refused);
    throw error;
  }
}

const factsOf = (
  { rule, origin, batch, fileName, lines, doubles, known, below, amountFen }: StoredImport,
  digest: Buffer,
) => ({
  ...{ rule, origin, batch, file: fileName, sha256: digest.toString('hex'), lines, doubles, known, below, amountFen },
});

async function readInto(
  { database, secret }: Desk,
  { centre, id, rule }: { centre: string; id: string; rule: ListRule },
  { file, columns, amountIn }: Upload,
  faults: Faults,
): Promise<Buffer | undefined> {
  const table = await tableOf(file, mostBytes);
  const { header, rows } = await openTable<DoubtField>(table, rule.naming, columns, {});
  if (!checkColumns(header, rule.columns, doubtFieldWords, faults)) {
    await rows.return(undefined);
    return undefined;
  }
  const reading = {
    rule,
    unit: amountIn ?? amountUnitOf(header.columns),
    hash: subjectHasher(secret, centre),
  };
  // Of a file with a fault nothing will be kept.
  for await (const some of readRows({ table, header, rows }, reading, faults, portion))
    if (!faults.some) await inCentre(database, centre, (transaction) => insertListed(transaction, centre, id, some));
  return table.digest;
}

/** Nothing is left of a file that was refused but that it was. */
async function forget({ database }: Desk, centre: string, id: string, entries: readonly LogEntry[]): Promise<void> {
  while (await inCentre(database, centre, (transaction) => eraseListed(transaction, centre, id, 10 * portion)));
  await inCentre(database, centre, async (transaction) => {
    await deleteImport(transaction, centre, id);
    await append(transaction, centre, entries);
  });
}
