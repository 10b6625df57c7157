import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { accountActive, type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Claimed, JobStopped } from '@zhiheng/http/worker';
import type { Lack } from '../archive/departed-entries.ts';
import { searchedEverywhere } from '../archive/searchable.ts';
import { findEverywhere } from '../archive/whole-search.ts';
import { currentScope } from '../reading.ts';
import type { Scope } from '../scope.ts';
import { type Criteria, criteriaOf } from '../store/entry-filters.ts';
import { appendEntries } from '../store/entry-store.ts';
import { addPiece, finishExport, keepExport, type Progress } from '../store/export-work-store.ts';
import { type LogPlace, lastBelow, type Reach } from '../store/log-place.ts';
import { lacksEntries } from '../store/missing-store.ts';
import { endOf } from '../store/page-store.ts';
import type { Whereabouts } from '../whereabouts.ts';
import type { ConfiguredWitness } from '../witnesses.ts';
import type { Sequenced } from './columns.ts';
import { pieceSize } from './content.ts';
import { formats } from './format.ts';
import { actorOf, type ExportJob, readerOf } from './job.ts';
import type { Notice } from './notice.ts';

const compress = promisify(gzip);

/** Why an export ends without a file. */
type Stop = 'not-permitted' | 'account-disabled' | Lack;
class ExportStopped extends JobStopped<Stop> {}

export interface ExportWork extends Whereabouts, Claimed<ExportJob> {
  database: Database;
  witnesses: readonly ConfiguredWitness[];
}

/** Entries read at once. */
const pageSize = 1_000;
/** Leaves looked at in one statement, which takes a second. */
const lookSize = 100_000;
/** How long a finished file is kept. */
const keptHours = 24;

/**
 * Writes the file, piece by piece: neither more than a page of entries nor more than a piece is in memory. Before each page the job must
 * still be this worker's, and its owner must still see what they saw when it began. Throws ExportStopped, Problem `too-large`.
 */
export async function runExport(work: ExportWork): Promise<void> {
  const { database, centre, job, keys, witnesses } = work;
  const progress: Progress = { entries: 0, reached: 0, bytes: 0 };
  const hash = createHash('sha256');
  const { owner, language, filters } = job;
  const askedBy = owner.person === null ? owner.client : owner.username;
  const notice = await noticeNow(work);
  const facts = {
    database,
    centre,
    keys,
    witnesses,
    language,
    notice,
    size: job.size ?? 0,
    asked: { askedBy, askedAt: new Date().toISOString(), filters: { ...filters }, ...notice },
  };
  let n = 0;
  const store = async (content: Uint8Array) => {
    const data = await compress(content);
    hash.update(content);
    progress.bytes += content.length;
    await inCentre(database, centre, async (transaction) => {
      await requireOwn(transaction, work, progress);
      await addPiece(transaction, centre, job.id, { n, size: content.length, data });
    });
    n++;
  };
  const content = formats[job.format].write(entriesOf(work, progress), facts);
  for await (const piece of inPieces(content)) await store(piece);
  // A month that was removed meanwhile is not whole in the file, which does not say so: another attempt does.
  if (JSON.stringify(await noticeNow(work)) !== JSON.stringify(notice))
    throw new Error('A month was removed meanwhile.');
  await inCentre(database, centre, async (transaction) => {
    await requireOwn(transaction, work, progress);
    const digest = hash.digest();
    await finishExport(transaction, centre, job.id, digest, keptHours);
    const { entries, bytes } = progress;
    await appendEntries(transaction, centre, [
      {
        action: 'export.finished',
        outcome: 'done',
        ...actorOf(job),
        targetType: 'export',
        target: job.id,
        details: { format: job.format, entries, bytes, sha256: digest.toString('hex') },
      },
    ]);
  });
}

const noticeNow = ({ database, centre, job }: ExportWork): Promise<Notice> =>
  inCentre(database, centre, (transaction) => searchedEverywhere(transaction, centre, job.filters));

async function requireOwn(transaction: Transaction, { centre, job, worker, signal }: ExportWork, progress: Progress) {
  signal.throwIfAborted();
  if (!(await keepExport(transaction, centre, job.id, worker, progress))) throw new ExportStopped('lost');
}

/** From old to new, up to where the log had come when the work began. */
async function* entriesOf(work: ExportWork, progress: Progress): AsyncGenerator<Sequenced[]> {
  const { database, centre, job } = work;
  const scope = await scopeNow(work);
  const began = JSON.stringify(scope);
  const start = await inCentre(database, centre, async (transaction) => ({
    criteria: await criteriaOf(transaction, centre, job.filters, scope),
    last: await lastBelow(transaction, centre, job.size ?? 0),
  }));
  const { criteria, last } = start;
  if (!criteria || !last) return;
  for (let edge: LogPlace | undefined, more = true; more; ) {
    if (JSON.stringify(await scopeNow(work)) !== began) throw new ExportStopped('not-permitted');
    await inCentre(database, centre, (transaction) => requireOwn(transaction, work, progress));
    // In a transaction that writes nothing: one that did would hold the sequencer back while the archive is read.
    const found = await inCentre(database, centre, (transaction) =>
      findEverywhere(transaction, centre, criteria, stretch(last, edge), work),
    );
    if (found.lack) throw new ExportStopped(found.lack);
    const entries = found.entries as Sequenced[];
    edge = endOf(found);
    more = edge !== undefined;
    progress.entries += entries.length;
    progress.reached = entries.at(-1)?.index ?? progress.reached;
    if (entries.length) yield entries;
  }
  await requireWhole(work, progress, criteria);
}

/** A file without what somebody has taken out would look whole. Of what left with its month the archive has told. */
async function requireWhole(work: ExportWork, progress: Progress, criteria: Criteria): Promise<void> {
  const { database, centre, job } = work;
  for (let from = 0; from < (job.size ?? 0); from += lookSize)
    await inCentre(database, centre, async (transaction) => {
      await requireOwn(transaction, work, progress);
      const until = Math.min(from + lookSize, job.size ?? 0);
      if (await lacksEntries(transaction, centre, criteria, { from, until }))
        throw new ExportStopped('entries-missing');
    });
}

const stretch = (last: Reach, edge: LogPlace | undefined) => ({
  last,
  ascending: true,
  limit: pageSize,
  ...(edge === undefined ? {} : { edge }),
});

async function scopeNow({ database, centre, job: { owner } }: ExportWork): Promise<Scope> {
  if (owner.person !== null && !(await accountActive(database, centre, owner.account)))
    throw new ExportStopped('account-disabled');
  const scope = await inCentre(database, centre, (transaction) =>
    currentScope(transaction, readerOf(centre, owner), 'export'),
  );
  if (!scope) throw new ExportStopped('not-permitted');
  return scope;
}

/** Cuts what is written into pieces of one size; the last may be shorter. */
async function* inPieces(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    held.push(bytes);
    size += bytes.length;
    if (size < pieceSize) continue;
    const whole = Buffer.concat(held);
    const end = whole.length - (whole.length % pieceSize);
    for (let at = 0; at < end; at += pieceSize) yield whole.subarray(at, at + pieceSize);
    held = [whole.subarray(end)];
    size = whole.length - end;
  }
  if (size > 0) yield Buffer.concat(held);
}
