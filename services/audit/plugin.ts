import { type App, EnvironmentError, type ServiceOptions } from '@zhiheng/http';
import { Counter, Gauge } from 'prom-client';
import { startArchivist } from './archive/archivist.ts';
import { ArchiveFolder, archivePath } from './archive/folder.ts';
import { startCosigner } from './cosigner.ts';
import { requireUncontested } from './cosigning.ts';
import { LogError } from './errors.ts';
import { startExporter } from './exports/exporter.ts';
import { reportLag } from './lag.ts';
import { keyPath, openLogKeys } from './log-keys.ts';
import { PersonalKeys, personalKeyPath } from './personal-keys.ts';
import { entryRoutes } from './routes/entries.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { exportRoutes } from './routes/exports.ts';
import { followRoutes } from './routes/follow.ts';
import { holdRoutes } from './routes/holds.ts';
import { integrityRoutes } from './routes/integrity.ts';
import { logRoutes } from './routes/log.ts';
import { personalRoutes } from './routes/personal.ts';
import { retentionRoutes } from './routes/retention.ts';
import { verificationRoutes } from './routes/verification.ts';
import { openSeenCheckpoints, seenPath } from './seen-checkpoints.ts';
import { startSequencer } from './sequencer.ts';
import { startVerifier } from './verification/verifier.ts';
import { readWitnesses } from './witnesses.ts';

/** The append-only log: intake, sequencing, query, proofs. Starts its sequencer with the application, stops it with it. */
export async function audit(app: App, { environment, database }: ServiceOptions): Promise<void> {
  const { dataDirectory, profile } = environment;
  const keys = await openLogKeys(keyPath(dataDirectory), profile).catch(explain);
  const seen = await openSeenCheckpoints(seenPath(dataDirectory), profile, (error) =>
    app.log.error(
      { err: error },
      'seen checkpoints of the log cannot be kept: a database set back goes unnoticed after the next start',
    ),
  );
  new Gauge({
    name: 'zhiheng_log_seen_faults',
    help: '1 while this process cannot keep what it has signed outside of the database',
    registers: [app.metrics],
    collect() {
      this.set(seen.faulty ? 1 : 0);
    },
  });
  const sequenced = new Counter({
    name: 'zhiheng_log_sequenced_total',
    help: 'Entries given their index by this process',
    registers: [app.metrics],
  });
  const witnesses = await readWitnesses();
  const sequencer = startSequencer({
    database,
    keys,
    seen,
    requireUncontested: (centre) => requireUncontested(database, centre, witnesses),
    log: app.log,
    onSequenced: (count) => sequenced.inc(count),
  });
  new Gauge({
    name: 'zhiheng_log_sequencer_elected',
    help: '1 in the one process that sequences',
    registers: [app.metrics],
    collect() {
      this.set(sequencer.elected ? 1 : 0);
    },
  });
  app.addHook('onClose', () => sequencer.stop());
  new Gauge({
    name: 'zhiheng_log_faults',
    help: 'Centres whose log does not advance although entries wait; a person has to look',
    registers: [app.metrics],
    collect() {
      this.set(sequencer.faults.size);
    },
  });
  const cosigner = startCosigner({ database, witnesses, log: app.log });
  app.addHook('onClose', () => cosigner.stop());
  new Gauge({
    name: 'zhiheng_log_witness_faults',
    help: 'Newest checkpoints that a configured witness has not cosigned; its log line says why',
    registers: [app.metrics],
    collect() {
      this.set(cosigner.faults.size);
    },
  });
  reportLag(app, { database, sequencer });
  const folder = archivePath(dataDirectory, profile);
  const archive = folder === undefined ? undefined : new ArchiveFolder(folder);
  const archivist = startArchivist({ database, archive, keys, log: app.log });
  app.addHook('onClose', () => archivist.stop());
  new Gauge({
    name: 'zhiheng_log_archive_faults',
    help: 'Months and centres that the archivist of this process could not deal with; its log line says why',
    registers: [app.metrics],
    collect() {
      this.set(archivist.faults.size);
    },
  });
  entryRoutes(app, { database, keys, archive, nudge: () => sequencer.nudge() });
  const exporter = startExporter({ database, keys, archive, witnesses, log: app.log });
  app.addHook('onClose', () => exporter.stop());
  exportRoutes(app, { database, nudge: () => exporter.nudge() });
  followRoutes(app, { database, nudge: () => sequencer.nudge() });
  const verifier = startVerifier({ database, keys, seen, archive, witnesses }, app.log);
  app.addHook('onClose', () => verifier.stop());
  verificationRoutes(app, { database, keys, nudge: () => verifier.nudge() });
  integrityRoutes(app, {
    database,
    surroundings: { seen, witnesses, sequencerFaults: sequencer.faults, witnessFaults: cosigner.faults },
  });
  erasureRoutes(app, { database });
  personalRoutes(app, {
    database,
    keys: new PersonalKeys(personalKeyPath(dataDirectory), profile),
  });
  retentionRoutes(app, { database, nudge: () => archivist.nudge() });
  holdRoutes(app, { database });
  logRoutes(app, { database, keys, archive });
}

/** A key that cannot be used is a fault of the surroundings: one sentence, no stack. */
function explain(error: unknown): never {
  throw error instanceof LogError ? new EnvironmentError(error.message) : error;
}
