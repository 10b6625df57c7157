import type { Readable } from 'node:stream';
import { type RosterColumns, type RosterTitles, rosterFields, said } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { readCsv, type Table } from '@zhiheng/http/table-reader';
import { act } from '../act.ts';
import type { CentrePolicy } from '../centre-policy.ts';
import type { Desk } from '../desk.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { faultyRows } from '../store/roster-judge-store.ts';
import { eraseRows, insertRows } from '../store/roster-row-store.ts';
import {
  deleteRoster,
  insertRoster,
  openRoster,
  rememberColumns,
  rememberedColumns,
  type StoredRoster,
} from '../store/roster-store.ts';
import { requireOverCentre, rosterOf } from './authority.ts';
import { Faults } from './faults.ts';
import { judge } from './judgement.ts';
import { checkColumns, type Header, openTable, readPeople } from './reading.ts';
import { UnitNames } from './unit-names.ts';

/** A file on its way in: CSV as it comes, a workbook whole. */
export type RosterFile = Readable | Buffer;

/** The most of a CSV file. */
const mostBytes = 64 * 2 ** 20;
/** Rows that are written in one transaction: a slow sender keeps none open. */
const portion = 5_000;

async function tableOf(file: RosterFile): Promise<Table> {
  if (!Buffer.isBuffer(file)) return readCsv(file, mostBytes);
  // Loaded when the first workbook comes: most centres send CSV, and starts are to be short.
  const { readWorkbook } = await import('@zhiheng/http/workbook-reader');
  return readWorkbook(file);
}

/** Lets whoever may hear what the centre's last file was like. Throws `not-permitted`. */
function begin(
  desk: Desk,
  caller: Caller,
  entry: LogEntry,
): Promise<{ policy: CentrePolicy; remembered: RosterColumns }> {
  return act(desk.database, caller.centre, entry, async (transaction) => ({
    policy: await requireOverCentre(desk, transaction, caller),
    remembered: await rememberedColumns(transaction, caller.centre),
  }));
}

/** What the columns of a file are taken for; nothing of it is kept. Throws `not-permitted`, `roster-refused`. */
export async function readTitles(desk: Desk, caller: Caller, file: RosterFile, trace: Trace): Promise<RosterTitles> {
  const { remembered } = await begin(desk, caller, { ...trace, ...uploaded, outcome: 'denied' });
  const faults = new Faults();
  const opened = await tellingFaults(faults, async () => {
    const table = await tableOf(file);
    const { header, rows } = await openTable(table, {}, remembered);
    await rows.return(undefined);
    return { header, encoding: table.encoding };
  });
  if (!opened) throw faults.asProblem();
  const { titles, columns } = opened.header;
  const fieldOf = (title: string) => rosterFields.find((field) => columns[field] === title) ?? null;
  return {
    encoding: opened.encoding,
    columns: [...new Set(titles)].filter(Boolean).map((title) => ({ title, field: fieldOf(title) })),
  };
}

const uploaded = { action: 'roster.uploaded', targetType: 'roster' } as const;

/**
 * Reads a personnel file and says what it would change; changes nothing. One fault and nothing of it is kept. Throws `not-permitted`,
 * `roster-refused` with the lines, `too-large`.
 */
export async function uploadRoster(
  desk: Desk,
  caller: Caller,
  { file, fileName, columns }: { file: RosterFile; fileName: string; columns: RosterColumns },
  trace: Trace,
): Promise<StoredRoster> {
  const { centre } = caller;
  const refused: LogEntry = { ...trace, ...uploaded, outcome: 'denied', details: { file: fileName } };
  const { policy, remembered } = await begin(desk, caller, refused);
  const uploadedBy = caller.kind === 'person' ? caller.person : null;
  const id = await inCentre(desk.database, centre, (transaction) =>
    insertRoster(transaction, centre, { fileName, uploadedBy, client: caller.client }),
  );
  const faults = new Faults();
  try {
    const read = await tellingFaults(faults, () =>
      readInto(desk, { centre, id, policy }, { file, columns, remembered }, faults),
    );
    if (!read || faults.some) throw faults.asProblem();
    return await inCentre(desk.database, centre, async (transaction) => {
      await judge(transaction, centre, id);
      for (const { line, fault, other } of await faultyRows(transaction, centre, id, 201))
        faults.add(line, said(fault, { line: other ?? line }));
      if (faults.some) throw faults.asProblem();
      // They may have left while the file came in.
      await requireOverCentre(desk, transaction, caller);
      await openRoster(transaction, centre, id, read.digest);
      await rememberColumns(transaction, centre, read.columns);
      const roster = await rosterOf(transaction, centre, id);
      const { counts, people, leaving, needsSecond } = roster;
      await append(transaction, centre, {
        ...trace,
        ...uploaded,
        outcome: 'done',
        target: id,
        after: { file: fileName, sha256: read.digest.toString('hex'), ...counts, people, leaving, needsSecond },
      });
      return roster;
    });
  } catch (error) {
    await forget(desk, centre, id, error instanceof Problem ? { ...refused, reason: error.code } : undefined, faults);
    throw error;
  }
}

/** What is wrong with the file as a whole is one of its faults; undefined then. */
async function tellingFaults<T>(faults: Faults, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid-request' || !error.detail) throw error;
    faults.add(null, error.detail);
    return undefined;
  }
}

async function readInto(
  { database }: Desk,
  { centre, id, policy }: { centre: string; id: string; policy: CentrePolicy },
  { file, columns, remembered }: { file: RosterFile; columns: RosterColumns; remembered: RosterColumns },
  faults: Faults,
): Promise<{ digest: Buffer; columns: Header['columns'] } | undefined> {
  const table = await tableOf(file);
  const { header, rows } = await openTable(table, columns, remembered);
  if (!checkColumns(header, faults)) {
    await rows.return(undefined);
    return undefined;
  }
  // Of a file with a fault nothing will be kept.
  for await (const some of readPeople({ table, header, rows }, new UnitNames(policy), faults, portion))
    if (!faults.some) await inCentre(database, centre, (transaction) => insertRows(transaction, centre, id, some));
  return { digest: table.digest, columns: header.columns };
}

/** Nothing is left of a file that was refused but that it was. */
async function forget(
  { database }: Desk,
  centre: string,
  id: string,
  refused: LogEntry | undefined,
  faults: Faults,
): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    await eraseRows(transaction, centre, id);
    await deleteRoster(transaction, centre, id);
    if (refused)
      await append(transaction, centre, { ...refused, details: { ...refused.details, faults: faults.count } });
  });
}
