import { workingDaysWith } from '@zhiheng/calendar';
import type { App, ServiceOptions } from '@zhiheng/http';
import { Abilities } from './abilities.ts';
import { Cases } from './cases.ts';
import { CentrePolicies } from './centre-policy.ts';
import { Changes } from './changes.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionLogSettings } from './decision-log-settings.ts';
import { Decisions } from './decisions.ts';
import { DenialBinding } from './denial-binding.ts';
import { DepartureSeal } from './departure-seal.ts';
import type { Desk } from './desk.ts';
import { tellEpochs } from './epoch-header.ts';
import { LoggedTypes } from './logged-types.ts';
import { Registry } from './registry.ts';
import { Relations } from './relations.ts';
import { RequestDrafts } from './request-drafts.ts';
import { Requestable } from './requestable.ts';
import { Resources } from './resources.ts';
import { startRosterWorker } from './roster/worker.ts';
import { accessRequestRoutes } from './routes/access-requests.ts';
import { accountRoutes } from './routes/accounts.ts';
import { analysisRoutes } from './routes/analysis.ts';
import { caseRoutes } from './routes/cases.ts';
import { certificationRoutes } from './routes/certifications.ts';
import { decisionLogRoutes } from './routes/decision-log.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { departureReportRoutes } from './routes/departure-reports.ts';
import { departureRoutes } from './routes/departures.ts';
import { deputyRoutes } from './routes/deputies.ts';
import { directoryRoutes } from './routes/directory.ts';
import { exceptionRoutes } from './routes/exceptions.ts';
import { leaveRoutes } from './routes/leaves.ts';
import { mergeRoutes } from './routes/merges.ts';
import { movementRoutes } from './routes/movements.ts';
import { noticeRoutes } from './routes/notices.ts';
import { pastConflictRoutes } from './routes/past-conflicts.ts';
import { peopleRoutes } from './routes/people.ts';
import { permissionLedgerRoutes } from './routes/permission-ledger.ts';
import { plannedDepartureRoutes } from './routes/planned-departures.ts';
import { relationRoutes } from './routes/relations.ts';
import { requestCommentRoutes } from './routes/request-comments.ts';
import { requestDraftRoutes } from './routes/request-drafts.ts';
import { requestRoutes } from './routes/requests.ts';
import { resourceRoutes } from './routes/resources.ts';
import { rosterRoutes } from './routes/rosters.ts';
import { scimPrefix, scimRoutes } from './routes/scim.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { staffingRoutes } from './routes/staffing.ts';
import { suspensionRoutes } from './routes/suspensions.ts';
import { templateRoutes } from './routes/templates.ts';
import { startSchedule } from './schedule.ts';
import { Searches } from './search.ts';
import { SessionRolesDesk } from './session-roles.ts';
import { Steps } from './steps.ts';
import { requireAnswer } from './store/clock-store.ts';

export type { Catalogue } from './catalogue.ts';
export { checkCatalogue } from './catalogue-check.ts';
export { CatalogueError, type Founding, foundCentre } from './founding.ts';

/** Directory, duty rules, requests and grants, decisions, cases, departures. */
export async function access(app: App, { environment, database, secret }: ServiceOptions): Promise<void> {
  const policies = new CentrePolicies(workingDaysWith(environment.holidays));
  const changes = new Changes(database);
  const abilities = new Abilities(database, policies, changes);
  const registry = new Registry(database, changes);
  const desk: Desk = { database, policies, requireStepUp: (caller) => app.requireStepUp(caller) };

  const loggedTypes = new LoggedTypes(database, changes);
  const log = new DecisionLog(database, (error) => app.log.error({ err: error }, 'a decision was not recorded'));
  const accessRequests = `${environment.origin}/access/v1/requests`;
  const binding = await DenialBinding.open(secret, environment.origin, accessRequests);
  const seal = await DepartureSeal.open(secret, environment.origin);
  const requestable = new Requestable(binding, {
    requests: `${environment.origin}/api/v1/requests`,
    endpoint: accessRequests,
    schema: `${accessRequests}/schema`,
  });
  const decisions = new Decisions({ database, abilities, registry, loggedTypes, log, requestable, secret });

  tellEpochs(app, database);
  decisionRoutes(app, { decisions, searches: new Searches(desk, secret), origin: environment.origin });
  decisionLogRoutes(app, { settings: new DecisionLogSettings(desk) });
  directoryRoutes(app, desk);
  peopleRoutes(app, desk);
  requestRoutes(app, desk);
  requestDraftRoutes(app, { desk, drafts: new RequestDrafts(desk) });
  requestCommentRoutes(app, desk);
  accessRequestRoutes(app, { ...desk, keys: [binding.jwk, seal.jwk], binding, endpoint: accessRequests, secret });
  exceptionRoutes(app, desk);
  deputyRoutes(app, desk);
  noticeRoutes(app, desk);
  permissionLedgerRoutes(app, desk);
  certificationRoutes(app, desk);
  templateRoutes(app, desk);
  departureRoutes(app, desk);
  plannedDepartureRoutes(app, desk);
  departureReportRoutes(app, { desk, seal });
  movementRoutes(app, desk);
  mergeRoutes(app, desk);
  accountRoutes(app, desk);
  leaveRoutes(app, desk);
  const rosters = startRosterWorker(desk, app.log);
  app.addHook('onClose', () => rosters.stop());
  await rosterRoutes(app, { desk, nudge: rosters.nudge });
  suspensionRoutes(app, desk);
  analysisRoutes(app, desk);
  pastConflictRoutes(app, desk);
  staffingRoutes(app, desk);
  caseRoutes(app, { cases: new Cases(database, policies, secret), steps: new Steps(database, policies) });
  sessionRoutes(app, { sessions: new SessionRolesDesk(desk) });
  relationRoutes(app, { relations: new Relations(desk, secret) });
  resourceRoutes(app, { resources: new Resources(database) });

  await app.register(scimRoutes, { prefix: scimPrefix, desk, origin: environment.origin });

  app.readyWhen('access', () => requireAnswer(database));
  const schedule = startSchedule(desk, app.log, environment);
  app.addHook('onClose', () => schedule.stop());
  app.addHook('onClose', () => log.settled());
  await changes.start();
  app.addHook('onClose', () => changes.close());
}
