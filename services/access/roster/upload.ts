import { type RosterColumns, type RosterTitles, rosterFields, rosterFieldWords, said } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { checkColumns, openTable } from '@zhiheng/http/table-columns';
import { Faults } from '@zhiheng/http/table-faults';
import { type TableFile, tableOf } from '@zhiheng/http/table-file';
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
import { requiredFields, rosterNaming } from './columns.ts';
import { judge } from './judgement.ts';
import { readPeople } from './reading.ts';
import { UnitNames } from './unit-names.ts';

/** The most of a CSV file. */
const mostBytes = 64 * 2 ** 20;
/** Rows that are written in one transaction: a slow sender keeps none open. */
const portion = 2_000;

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
export async function readTitles(desk: Desk, caller: Caller, file: TableFile, trace: Trace): Promise<RosterTitles> {
  const { remembered } = await begin(desk, caller, { ...trace, ...uploaded, outcome: 'denied' });
  const faults = new Faults('roster-refused');
  const opened = await faults.telling(async () => {
    const table = await tableOf(file, mostBytes);
    const { header, rows } = await openTable(table, rosterNaming, {}, remembered);
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
  { file, fileName, columns }: { file: TableFile; fileName: string; columns: RosterColumns },
  trace: Trace,
): Promise<StoredRoster> {
  const { centre } = caller;
  const refused: LogEntry = { ...trace, ...uploaded, outcome: 'denied', details: { file: fileName } };
  const { policy, remembered } = await begin(desk, caller, refused);
  const uploadedBy = caller.kind === 'person' ? caller.person : null;
  const id = await inCentre(desk.database, centre, (transaction) =>
    insertRoster(transaction, centre, { fileName, uploadedBy, client: caller.client }),
  );
  const faults = new Faults('roster-refused');
  try {
    const read = await faults.telling(() =>
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

async function readInto(
  { database }: Desk,
  { centre, id, policy }: { centre: string; id: string; policy: CentrePolicy },
  { file, columns, remembered }: { file: TableFile; columns: RosterColumns; remembered: RosterColumns },
  faults: Faults,
): Promise<{ digest: Buffer; columns: RosterColumns } | undefined> {
  const table = await tableOf(file, mostBytes);
  const { header, rows } = await openTable(table, rosterNaming, columns, remembered);
  if (!checkColumns(header, requiredFields, rosterFieldWords, faults)) {
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
