/**
 * Every advisory lock of ours that is named by a number, in one place: two pieces of work under one number would wait for
 * each other for ever. Locks of a centre's policy are named by text (services/access/store/locks.ts).
 */
export const advisoryLocks = {
  /** One migration runner at a time. */
  migrations: 7_240_001,
  /** One process that uses the embedded server. */
  embeddedOwner: 7_240_002,
  /** One copy of the test template at a time. */
  testTemplate: 7_240_003,
  /** One maker of the log's partitions; named in migrations/audit/0001_log.sql. */
  logPartitions: 7_240_011,
  /** The process that sequences the log. */
  sequencer: 7_240_012,
  /** The process that takes checkpoints to witnesses. */
  cosigner: 7_240_013,
  /** The process that takes months of the log to the archive and deletes removed ones. */
  archivist: 7_240_014,
  /** The process that moves overdue stages. */
  overdueStages: 7_240_021,
  clientRegistrations: 7_240_022,
  signingKeys: 7_240_023,
  /** The process that clears away what identity no longer needs. */
  identityCleanUp: 7_240_024,
  /** The process that does what internal control has due. */
  internalControl: 7_240_031,
} as const;
export type AdvisoryLock = (typeof advisoryLocks)[keyof typeof advisoryLocks];
