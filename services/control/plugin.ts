import { workingDaysWith } from '@zhiheng/calendar';
import type { App, ServiceOptions } from '@zhiheng/http';
import { selfCheckRoutes } from './routes/self-checks.ts';
import { startSchedule } from './schedule.ts';

/** Internal control: the monthly self-checks of business sections. Its schedule starts and stops with the application. */
export async function control(app: App, { database, environment }: ServiceOptions): Promise<void> {
  const addWorkingDays = workingDaysWith(environment.holidays);
  const schedule = startSchedule({ database, log: app.log, addWorkingDays });
  app.addHook('onClose', () => schedule.stop());
  selfCheckRoutes(app, { database });
}
