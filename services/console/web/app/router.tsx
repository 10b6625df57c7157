import { createBrowserRouter, Navigate } from 'react-router';
import { AccountPage } from '../pages/account-page.tsx';
import { AccountsPage } from '../pages/accounts-page.tsx';
import { BulkPage } from '../pages/bulk-page.tsx';
import { BulkRequestsPage } from '../pages/bulk-requests-page.tsx';
import { CallbackPage } from '../pages/callback-page.tsx';
import { CasePage } from '../pages/case-page.tsx';
import { CasesPage } from '../pages/cases-page.tsx';
import { CatalogueChangePage } from '../pages/catalogue-change-page.tsx';
import { CatalogueNewPage } from '../pages/catalogue-new-page.tsx';
import { CataloguePage } from '../pages/catalogue-page.tsx';
import { CatalogueRetirementPage } from '../pages/catalogue-retirement-page.tsx';
import { CertificationPage } from '../pages/certification-page.tsx';
import { CertificationsPage } from '../pages/certifications-page.tsx';
import { ChildrenPage } from '../pages/children-page.tsx';
import { ClientsPage } from '../pages/clients-page.tsx';
import { ConflictsPage } from '../pages/conflicts-page.tsx';
import { ControlApprovalPage } from '../pages/control-approval-page.tsx';
import { ControlApprovalsPage } from '../pages/control-approvals-page.tsx';
import { ControlSettingsPage } from '../pages/control-settings-page.tsx';
import { DecisionLogPage } from '../pages/decision-log-page.tsx';
import { DeparturePage } from '../pages/departure-page.tsx';
import { DeparturesPage } from '../pages/departures-page.tsx';
import { DeputiesPage } from '../pages/deputies-page.tsx';
import { DoubtClearingsPage } from '../pages/doubt-clearings-page.tsx';
import { DoubtListPage } from '../pages/doubt-list-page.tsx';
import { DoubtListsPage } from '../pages/doubt-lists-page.tsx';
import { DoubtPage } from '../pages/doubt-page.tsx';
import { DoubtRulesPage } from '../pages/doubt-rules-page.tsx';
import { DoubtsPage } from '../pages/doubts-page.tsx';
import { ErasuresPage } from '../pages/erasures-page.tsx';
import { ExceptionsPage } from '../pages/exceptions-page.tsx';
import { ExportsPage } from '../pages/exports-page.tsx';
import { FindingPage } from '../pages/finding-page.tsx';
import { FindingsPage } from '../pages/findings-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { InboxPage } from '../pages/inbox-page.tsx';
import { InformedPage } from '../pages/informed-page.tsx';
import { InspectionPage } from '../pages/inspection-page.tsx';
import { InspectionsPage } from '../pages/inspections-page.tsx';
import { IntegrityPage } from '../pages/integrity-page.tsx';
import { LedgerPage } from '../pages/ledger-page.tsx';
import { LimitChangePage } from '../pages/limit-change-page.tsx';
import { LogPage } from '../pages/log-page.tsx';
import { MatrixPage } from '../pages/matrix-page.tsx';
import { MySignInsPage } from '../pages/my-sign-ins-page.tsx';
import { NewRequestPage } from '../pages/new-request-page.tsx';
import { NewRolePage } from '../pages/new-role-page.tsx';
import { NewRulePage } from '../pages/new-rule-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { NoticesPage } from '../pages/notices-page.tsx';
import { PaperPage } from '../pages/paper-page.tsx';
import { PeoplePage } from '../pages/people-page.tsx';
import { PersonPage } from '../pages/person-page.tsx';
import { PlannedDeparturesPage } from '../pages/planned-departures-page.tsx';
import { RecoveriesPage } from '../pages/recoveries-page.tsx';
import { RecoveryPage } from '../pages/recovery-page.tsx';
import { RectificationPage } from '../pages/rectification-page.tsx';
import { RectificationsPage } from '../pages/rectifications-page.tsx';
import { RelationsPage } from '../pages/relations-page.tsx';
import { ReportRowsPage } from '../pages/report-rows-page.tsx';
import { ReportsPage } from '../pages/reports-page.tsx';
import { RequestPage } from '../pages/request-page.tsx';
import { ResetsPage } from '../pages/resets-page.tsx';
import { RetentionPage } from '../pages/retention-page.tsx';
import { RosterPage } from '../pages/roster-page.tsx';
import { RostersPage } from '../pages/rosters-page.tsx';
import { RuleChangePage } from '../pages/rule-change-page.tsx';
import { RulePage } from '../pages/rule-page.tsx';
import { RuleRetirementPage } from '../pages/rule-retirement-page.tsx';
import { RulesPage } from '../pages/rules-page.tsx';
import { SelfCheckDraftsPage } from '../pages/self-check-drafts-page.tsx';
import { SelfCheckFormPage } from '../pages/self-check-form-page.tsx';
import { SelfChecksPage } from '../pages/self-checks-page.tsx';
import { SignInSettingsPage } from '../pages/sign-in-settings-page.tsx';
import { SignalsPage } from '../pages/signals-page.tsx';
import { StaffingPage } from '../pages/staffing-page.tsx';
import { StockRowsPage } from '../pages/stock-rows-page.tsx';
import { TasksPage } from '../pages/tasks-page.tsx';
import { TemplateRequestPage } from '../pages/template-request-page.tsx';
import { TemplatesPage } from '../pages/templates-page.tsx';
import { WebhooksPage } from '../pages/webhooks-page.tsx';
import { Crash } from './crash.tsx';
import { Gate } from './gate.tsx';

/** Every address of the console. */
export const router = createBrowserRouter([
  { path: '/callback', element: <CallbackPage />, errorElement: <Crash /> },
  {
    path: '/',
    element: <Gate />,
    errorElement: <Crash />,
    children: [
      { index: true, element: <Navigate to="/home" replace /> },
      {
        errorElement: <Crash />,
        children: [
          { path: 'home', element: <HomePage /> },
          { path: 'requests/new', element: <NewRequestPage /> },
          { path: 'requests/:id', element: <RequestPage /> },
          { path: 'bulk', element: <BulkRequestsPage /> },
          { path: 'bulk/:id', element: <BulkPage /> },
          { path: 'deputies', element: <DeputiesPage /> },
          { path: 'account', element: <AccountPage /> },
          { path: 'resets', element: <ResetsPage /> },
          { path: 'relations', element: <RelationsPage /> },
          { path: 'exceptions', element: <ExceptionsPage /> },
          { path: 'rules', element: <RulesPage /> },
          { path: 'rules/new', element: <NewRulePage /> },
          { path: 'rules/:code', element: <RulePage /> },
          { path: 'rules/:code/change', element: <RuleChangePage /> },
          { path: 'rules/:code/retirement', element: <RuleRetirementPage /> },
          { path: 'roles/new', element: <NewRolePage /> },
          { path: 'catalogue', element: <CataloguePage /> },
          { path: 'catalogue/:kind', element: <CataloguePage /> },
          { path: 'catalogue/:kind/new', element: <CatalogueNewPage /> },
          { path: 'limits/:risk/change', element: <LimitChangePage /> },
          { path: 'catalogue/:kind/change', element: <CatalogueChangePage /> },
          { path: 'catalogue/:kind/retirement', element: <CatalogueRetirementPage /> },
          { path: 'templates', element: <TemplatesPage /> },
          { path: 'templates/request', element: <TemplateRequestPage /> },
          { path: 'notices', element: <NoticesPage /> },
          { path: 'informed', element: <InformedPage /> },
          { path: 'inbox', element: <InboxPage /> },
          { path: 'certifications', element: <CertificationsPage /> },
          { path: 'certifications/:id', element: <CertificationPage /> },
          { path: 'people', element: <PeoplePage /> },
          { path: 'people/:username', element: <PersonPage /> },
          { path: 'ledger', element: <LedgerPage /> },
          { path: 'rosters', element: <RostersPage /> },
          { path: 'rosters/:id', element: <RosterPage /> },
          { path: 'planned-departures', element: <PlannedDeparturesPage /> },
          { path: 'accounts', element: <AccountsPage /> },
          { path: 'clients', element: <ClientsPage /> },
          { path: 'departures', element: <DeparturesPage /> },
          { path: 'departures/:id', element: <DeparturePage /> },
          { path: 'matrix', element: <MatrixPage /> },
          { path: 'conflicts', element: <ConflictsPage /> },
          { path: 'staffing', element: <StaffingPage /> },
          { path: 'cases', element: <CasesPage /> },
          { path: 'cases/:id', element: <CasePage /> },
          { path: 'log', element: <LogPage /> },
          { path: 'decision-log', element: <DecisionLogPage /> },
          { path: 'exports', element: <ExportsPage /> },
          { path: 'integrity', element: <IntegrityPage /> },
          { path: 'retention', element: <RetentionPage /> },
          { path: 'erasures', element: <ErasuresPage /> },
          { path: 'sign-ins', element: <MySignInsPage /> },
          { path: 'sign-in-settings', element: <SignInSettingsPage /> },
          { path: 'signals', element: <SignalsPage /> },
          { path: 'webhooks', element: <WebhooksPage /> },
          { path: 'tasks', element: <TasksPage /> },
          { path: 'recoveries', element: <RecoveriesPage /> },
          { path: 'recoveries/:id', element: <RecoveryPage /> },
          { path: 'inspections', element: <InspectionsPage /> },
          { path: 'inspections/:id', element: <InspectionPage /> },
          { path: 'inspections/:id/papers/:paper', element: <PaperPage /> },
          { path: 'reports', element: <ReportsPage /> },
          { path: 'reports/rows', element: <ReportRowsPage /> },
          { path: 'reports/stocks', element: <StockRowsPage /> },
          { path: 'children', element: <ChildrenPage /> },
          { path: 'doubt-rules', element: <DoubtRulesPage /> },
          { path: 'self-checks', element: <SelfChecksPage /> },
          { path: 'self-checks/:id', element: <SelfCheckFormPage /> },
          { path: 'self-check-drafts', element: <SelfCheckDraftsPage /> },
          { path: 'control-settings', element: <ControlSettingsPage /> },
          { path: 'control-approvals', element: <ControlApprovalsPage /> },
          { path: 'control-approvals/:id', element: <ControlApprovalPage /> },
          { path: 'findings', element: <FindingsPage /> },
          { path: 'findings/:id', element: <FindingPage /> },
          { path: 'rectifications', element: <RectificationsPage /> },
          { path: 'rectifications/:id', element: <RectificationPage /> },
          { path: 'doubts', element: <DoubtsPage /> },
          { path: 'doubts/:id', element: <DoubtPage /> },
          { path: 'doubt-lists', element: <DoubtListsPage /> },
          { path: 'doubt-lists/:id', element: <DoubtListPage /> },
          { path: 'doubt-clearings', element: <DoubtClearingsPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
