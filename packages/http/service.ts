import type { Database } from '@zhiheng/database';
import type { Environment } from './environment.ts';
import type { Secret } from './secret.ts';

/** What every service's plugin is given. */
export interface ServiceOptions {
  environment: Environment;
  secret: Secret;
  /** A pool of the service's own database role. */
  database: Database;
}
