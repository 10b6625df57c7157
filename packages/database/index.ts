export { type Centre, inCentre, type Transaction } from './centre.ts';
export { connect, type Database, type DatabaseOptions } from './connect.ts';
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
export { DatabaseError, explainDatabaseFault, isRetryable, violates } from './errors.ts';
export { type Listener, listen } from './listener.ts';
export { type MigrationReport, migrate, migrationsDirectory } from './migrate.ts';
export { ensureServiceRoles, roleUrl, type ServiceName, serviceNames, serviceRole } from './roles.ts';
export type { DB } from './schema.gen.ts';
export { newId, timeOfId } from './uuid.ts';
