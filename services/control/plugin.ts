import type { App, ServiceOptions } from '@zhiheng/http';
import { selfCheckRoutes } from './routes/self-checks.ts';
import { startSchedule } from './schedule.ts';

/** Internal control: the monthly self-checks of business sections. Its schedule starts and stops with the application. */
export async function control(app: App, { database }: ServiceOptions): Promise<void> {
  const schedule = startSchedule({ database, log: app.log });
  app.addHook('onClose', () => schedule.stop());
  selfCheckRoutes(app, { database });
}
