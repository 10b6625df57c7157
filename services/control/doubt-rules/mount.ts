import type { Overrides } from '@zhiheng/calendar';
import type { Database } from '@zhiheng/database';
import type { App } from '@zhiheng/http';
import { doubtRuleRoutes } from '../routes/doubt-rules.ts';
import type { Job } from '../schedule.ts';
import { startRunWorker } from './worker.ts';

/** The routes of the rules, what works on their runs while the application lives, and the job that adds each day's run. */
export function mountDoubtRules(app: App, database: Database, holidays: Overrides | undefined): Job {
  const runs = startRunWorker(database, app.log, holidays);
  app.addHook('onClose', () => runs.stop());
  doubtRuleRoutes(app, { database, onAsked: runs.kick });
  return { name: 'doubt-rules', work: runs.work };
}
