import { workingDaysWith } from '@zhiheng/calendar';
import { type App, OutgoingAddresses, type ServiceOptions } from '@zhiheng/http';
import { withdrawLeavers } from './approvals/leavers.ts';
import { dropNotices } from './desk/notices.ts';
import { webhookJob } from './desk/webhooks/deliver.ts';
import { expireImports, startImportWorker } from './doubt-imports/worker.ts';
import { mountDoubtRules } from './doubt-rules/mount.ts';
import { keepDeadlines } from './doubts/deadlines.ts';
import { keepStops } from './doubts/stop.ts';
import { escalateOverdue } from './findings/escalate.ts';
import { followAdjustments } from './findings/permission-findings.ts';
import { openSelfChecks } from './opening.ts';
import { orderJob } from './orders/receive.ts';
import { tellOverdue } from './recoveries/overdue.ts';
import { rollMonths } from './reports/rolling.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { doubtClearingRoutes } from './routes/doubt-clearings.ts';
import { doubtImportRoutes } from './routes/doubt-imports.ts';
import { doubtRoutes } from './routes/doubts.ts';
import { findingRoutes } from './routes/findings.ts';
import { paperRoutes } from './routes/inspection-papers.ts';
import { inspectionProofRoutes } from './routes/inspection-proofs.ts';
import { inspectionRoutes } from './routes/inspections.ts';
import { noticeRoutes } from './routes/notices.ts';
import { orderedInspectionRoutes } from './routes/ordered-inspections.ts';
import { recoveryRoutes } from './routes/recoveries.ts';
import { rectificationRoutes } from './routes/rectifications.ts';
import { reportRoutes } from './routes/reports.ts';
import { selfCheckFormRoutes } from './routes/self-check-forms.ts';
import { selfCheckRoutes } from './routes/self-checks.ts';
import { settingsRoutes } from './routes/settings.ts';
import { stockRoutes } from './routes/stocks.ts';
import { taskRoutes } from './routes/tasks.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { inspectionJob } from './sampling/job.ts';
import { tellLacking } from './sampling/lacking.ts';
import { taintJob } from './sampling/tainting.ts';
import { type Job, startSchedule } from './schedule.ts';
import { sealsOf } from './seals.ts';
import { remindOfSelfChecks } from './self-check/reminders.ts';

export { setParent } from './reports/parents.ts';

/** Internal control. Its schedule starts and stops with the application. */
export async function control(app: App, { database, environment, secret }: ServiceOptions): Promise<void> {
  const addWorkingDays = workingDaysWith(environment.holidays);
  const seals = sealsOf(secret, 'secrets of inspections');
  const webhooks = { seals: sealsOf(secret, 'secrets of webhooks'), addresses: new OutgoingAddresses(environment) };
  const jobs: readonly Job[] = [
    mountDoubtRules(app, database, environment.holidays),
    { name: 'self-checks', work: (all, centre) => openSelfChecks(all, centre, addWorkingDays) },
    { name: 'self-check-reminders', work: (all, centre) => remindOfSelfChecks(all, centre, addWorkingDays) },
    { name: 'old-notices', work: dropNotices },
    { name: 'old-doubt-lists', work: expireImports },
    { name: 'doubt-deadlines', work: (all, centre) => keepDeadlines(all, centre, addWorkingDays) },
    { name: 'stops', work: (all, centre) => keepStops(all, centre, addWorkingDays) },
    { name: 'month-figures', work: rollMonths },
    { name: 'approvals-of-leavers', work: withdrawLeavers },
    orderJob(seals),
    inspectionJob(seals),
    { name: 'lacking-inspections', work: (all, centre) => tellLacking(all, centre, addWorkingDays) },
    taintJob(),
    { name: 'permission-findings', work: (all, centre) => followAdjustments(all, centre, addWorkingDays) },
    { name: 'overdue-rectifications', work: (all, centre) => escalateOverdue(all, centre, addWorkingDays) },
    { name: 'recoveries', work: tellOverdue },
    // Last: what the others tell goes out in the same round.
    webhookJob(webhooks),
  ];
  const schedule = startSchedule({ database, log: app.log, jobs });
  app.addHook('onClose', () => schedule.stop());
  doubtRoutes(app, { database, addWorkingDays });
  doubtClearingRoutes(app, { database });
  const imports = startImportWorker(database, app.log);
  app.addHook('onClose', () => imports.stop());
  await doubtImportRoutes(app, { database, secret, nudge: () => imports.nudge() });
  selfCheckRoutes(app, { database, addWorkingDays });
  selfCheckFormRoutes(app, { database, addWorkingDays });
  noticeRoutes(app, { database });
  reportRoutes(app, { database });
  stockRoutes(app, { database });
  approvalRoutes(app, { database });
  settingsRoutes(app, { database });
  inspectionRoutes(app, { database, seals });
  inspectionProofRoutes(app, { database });
  orderedInspectionRoutes(app, { database });
  paperRoutes(app, { database, addWorkingDays });
  findingRoutes(app, { database, addWorkingDays });
  rectificationRoutes(app, { database, addWorkingDays });
  recoveryRoutes(app, { database });
  webhookRoutes(app, { database, ...webhooks });
  taskRoutes(app, { database, holidays: environment.holidays });
}
