import { account } from './zh/account.ts';
import { accounts } from './zh/accounts.ts';
import { acting } from './zh/acting.ts';
import { approvals } from './zh/approvals.ts';
import { bulk } from './zh/bulk.ts';
import { cases } from './zh/cases.ts';
import { catalogue } from './zh/catalogue.ts';
import { certifications } from './zh/certifications.ts';
import { common } from './zh/common.ts';
import { conflicts } from './zh/conflicts.ts';
import { controlSettings } from './zh/control-settings.ts';
import { departures } from './zh/departures.ts';
import { doubtRules } from './zh/doubt-rules.ts';
import { doubts } from './zh/doubts.ts';
import { exceptions } from './zh/exceptions.ts';
import { findings } from './zh/findings.ts';
import { frame } from './zh/frame.ts';
import { home } from './zh/home.ts';
import { inspections } from './zh/inspections.ts';
import { integrity } from './zh/integrity.ts';
import { ledger } from './zh/ledger.ts';
import { log } from './zh/log.ts';
import { matrix } from './zh/matrix.ts';
import { movements } from './zh/movements.ts';
import { notices } from './zh/notices.ts';
import { orders } from './zh/orders.ts';
import { people } from './zh/people.ts';
import { personal } from './zh/personal.ts';
import { plans } from './zh/plans.ts';
import { policy } from './zh/policy.ts';
import { proposing } from './zh/proposing.ts';
import { recoveries } from './zh/recoveries.ts';
import { reports } from './zh/reports.ts';
import { requests } from './zh/requests.ts';
import { retention } from './zh/retention.ts';
import { rosters } from './zh/rosters.ts';
import { selfChecks } from './zh/self-checks.ts';
import { signIns } from './zh/sign-ins.ts';
import { signals } from './zh/signals.ts';
import { staffing } from './zh/staffing.ts';
import { tasks } from './zh/tasks.ts';
import { trail } from './zh/trail.ts';
import { webhooks } from './zh/webhooks.ts';

/** What the console says, in Chinese: one file a topic. `{name}` is filled in. A key that lacks in English does not compile. */
export const zh = {
  ...frame,
  ...common,
  ...home,
  ...reports,
  ...orders,
  ...requests,
  ...approvals,
  ...conflicts,
  ...people,
  ...plans,
  ...policy,
  ...proposing,
  ...catalogue,
  ...movements,
  ...departures,
  ...matrix,
  ...log,
  ...trail,
  ...personal,
  ...inspections,
  ...integrity,
  ...retention,
  ...rosters,
  ...selfChecks,
  ...recoveries,
  ...tasks,
  ...controlSettings,
  ...signIns,
  ...signals,
  ...webhooks,
  ...ledger,
  ...certifications,
  ...staffing,
  ...account,
  ...acting,
  ...bulk,
  ...doubtRules,
  ...doubts,
  ...exceptions,
  ...findings,
  ...notices,
  ...cases,
  ...accounts,
} as const;
