import { account } from './en/account.ts';
import { accounts } from './en/accounts.ts';
import { acting } from './en/acting.ts';
import { approvals } from './en/approvals.ts';
import { bulk } from './en/bulk.ts';
import { cases } from './en/cases.ts';
import { catalogue } from './en/catalogue.ts';
import { certifications } from './en/certifications.ts';
import { common } from './en/common.ts';
import { conflicts } from './en/conflicts.ts';
import { controlSettings } from './en/control-settings.ts';
import { departures } from './en/departures.ts';
import { doubtRules } from './en/doubt-rules.ts';
import { doubts } from './en/doubts.ts';
import { exceptions } from './en/exceptions.ts';
import { findings } from './en/findings.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { inspections } from './en/inspections.ts';
import { integrity } from './en/integrity.ts';
import { ledger } from './en/ledger.ts';
import { log } from './en/log.ts';
import { matrix } from './en/matrix.ts';
import { movements } from './en/movements.ts';
import { notices } from './en/notices.ts';
import { orders } from './en/orders.ts';
import { people } from './en/people.ts';
import { personal } from './en/personal.ts';
import { plans } from './en/plans.ts';
import { policy } from './en/policy.ts';
import { proposing } from './en/proposing.ts';
import { recoveries } from './en/recoveries.ts';
import { reports } from './en/reports.ts';
import { requests } from './en/requests.ts';
import { retention } from './en/retention.ts';
import { rosters } from './en/rosters.ts';
import { selfChecks } from './en/self-checks.ts';
import { signIns } from './en/sign-ins.ts';
import { signals } from './en/signals.ts';
import { staffing } from './en/staffing.ts';
import { tasks } from './en/tasks.ts';
import { trail } from './en/trail.ts';
import { webhooks } from './en/webhooks.ts';
import type { Words } from './types.ts';

/** What the console says, in English. */
export const en: Words = {
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
};
