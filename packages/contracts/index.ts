export { AccessRequestForm, AccessRequestInput, AccessTask } from './access-request.ts';
export {
  AccountSettings,
  Dormancy,
  type DormancyState,
  dormancyStates,
  WakingDecisionInput,
  WakingInput,
} from './account.ts';
export { AccountFinding, AccountFindingKind, AccountReport, accountFindings } from './account-report.ts';
export { type Action, actions } from './actions.ts';
export { NewPersonInput, RehireInput } from './arrival.ts';
export type { Attachment } from './attachment.ts';
export {
  Bulk,
  BulkDecisionInput,
  BulkFile,
  BulkInput,
  BulkLine,
  BulkPreview,
  BulkVerdicts,
  PostTemplate,
} from './bulk.ts';
export {
  CancellationInput,
  type CandidateReason,
  Case,
  CaseCandidate,
  CaseInput,
  candidateReasons,
  RecordedStep,
  StepDocument,
  StepInput,
} from './case.ts';
export {
  Certification,
  CertificationDecisionsInput,
  CertificationHolding,
  CertificationInput,
  CertificationPreview,
  CertificationPreviewInput,
  CertificationReport,
  CertificationVerdicts,
} from './certification.ts';
export { ConflictSummary, HeldConflict, PastConflict, PastSummary, PractisedStep } from './conflict.ts';
export {
  type ApprovalKind,
  ApprovalKindCode,
  type ApprovalState,
  ApprovalStateCode,
  approvalKinds,
  approvalStates,
  ControlApproval,
  ControlDecisionInput,
} from './control-approval.ts';
export { controlDefaults } from './control-defaults.ts';
export { ControlNotice, ControlNoticeKind, ControlWaiting, controlNoticeKinds } from './control-notice.ts';
export {
  type ControlQuestion,
  ControlSettings,
  ControlSettingsInForce,
  ControlSettingsInput,
  ControlSettingsPreview,
  ControlSettingsVersion,
  type Dimension,
  dimensions,
  escalatesTo,
} from './control-settings.ts';
export {
  ActionSearch,
  ActionsFound,
  type DecisionReason,
  decisionReasons,
  EntitiesFound,
  EvaluationAnswer,
  EvaluationInput,
  EvaluationsAnswer,
  EvaluationsInput,
  ResourceSearch,
  SubjectSearch,
} from './decision.ts';
export {
  Departure,
  DepartureEffects,
  DepartureInput,
  DepartureKind,
  DeparturePreview,
  departureKinds,
} from './departure.ts';
export { DepartureReport, Handover, HandoverInput } from './departure-report.ts';
export { DepartureSettings } from './departure-settings.ts';
export { Deputy, DeputyInput } from './deputy.ts';
export { details } from './details.ts';
export { Chain, Grant, Item, Me, Permission, Person, Role, Rule, Unit } from './directory.ts';
export {
  ClearingReason,
  clearingReasons,
  Doubt,
  type DoubtAct,
  DoubtActInput,
  DoubtAssignment,
  type DoubtConclusion,
  DoubtConclusionInput,
  DoubtCounts,
  DoubtDetail,
  DoubtOrigin,
  DoubtRectificationInput,
  DoubtState,
  doubtActs,
  doubtOrigins,
  doubtStates,
  plainDoubtActs,
  StopConfirmation,
} from './doubt.ts';
export {
  type ClearingState,
  clearingStates,
  DoubtClearing,
  DoubtClearingAnswer,
  DoubtClearingInput,
  DrawnDoubt,
  SpotCheckInput,
} from './doubt-clearing.ts';
export {
  type AmountUnit,
  amountUnits,
  DoubtColumns,
  type DoubtField,
  DoubtImport,
  DoubtImportRow,
  type DoubtImportState,
  DoubtTitles,
  doubtFields,
  doubtFieldWords,
  doubtImportStates,
} from './doubt-import.ts';
export {
  DoubtRuleRun,
  DoubtRuleRunInput,
  DoubtRuleShown,
  runModes,
  runStates,
} from './doubt-rule-run.ts';

export { doubtRuleWords } from './doubt-rule-words.ts';
export {
  type DoubtFacts,
  type DoubtRule,
  type DoubtRuleParameters,
  doubtRules,
  explainDoubt,
  internalDoubtRules,
} from './doubt-rules.ts';

export { Entry, EntryFacets, EntryInput, Outcome, outcomes, searchableFrom } from './entry.ts';
export {
  EntryExport,
  type ExportFormat,
  ExportFormatCode,
  type ExportState,
  exportFormats,
  exportStates,
} from './entry-export.ts';
export { epochHeader } from './epoch.ts';
export { Adjustment, Exception, ExceptionEndInput } from './exception.ts';
export {
  Finding,
  type FindingActName,
  FindingConfirmationInput,
  FindingCounts,
  FindingDetail,
  FindingDimensionCode,
  FindingInput,
  FindingJudgementInput,
  type FindingNature,
  FindingNatureCode,
  FindingReasonInput,
  FindingResponseInput,
  type FindingSource,
  FindingSourceCode,
  type FindingState,
  FindingStateCode,
  FindingTransferInput,
  findingActs,
  findingDimensions,
  findingNatures,
  findingSources,
  findingStates,
} from './finding.ts';
export { HoldingFacts } from './holding-facts.ts';
export { idempotencyHeaders } from './idempotency.ts';
export {
  type Certainty,
  Inspection,
  InspectionInput,
  InspectionPage,
  InspectionPath,
  InspectionPreview,
  InspectionProof,
  InspectionQuery,
  type InspectionState,
  inspectionStates,
  SamplingPlan,
  samplingFields,
  samplingMethods,
  samplingReasons,
} from './inspection.ts';
export {
  AllotmentAnswer,
  AllotmentInput,
  Paper,
  type PaperFinding,
  PaperInput,
  PaperPath,
  PaperPoints,
  PaperReassignmentInput,
  PaperReview,
  type PaperState,
  paperPoints,
  paperStates,
  Sampled,
  SampledPage,
  SampledQuery,
} from './inspection-paper.ts';
export { Leave, LeaveInput, LeavePreview, leaveStates } from './leave.ts';
export { type LogFault, LogFaultCode, logFaults } from './log-fault.ts';
export {
  type FindingKind,
  findingKinds,
  LogVerification,
  type VerificationResult,
  type VerificationState,
  verificationStates,
} from './log-verification.ts';
export { ClientChange, ClientInput, ClientWithSecret, MachineClient, RotationInput } from './machine-client.ts';
export { maskEntry, maskText, maskValue } from './mask.ts';
export {
  Duplicate,
  type Likeness,
  likenesses,
  Merge,
  MergeDecisionInput,
  MergeEffects,
  MergeInput,
  MergePreview,
  MergePreviewInput,
  type MergeState,
  mergeStates,
} from './merge.ts';
export {
  type CredentialNotice,
  credentialNotices,
  Notice,
  NoticeKind,
  NoticesSeenInput,
  noticeKinds,
  Waiting,
} from './notice.ts';
export {
  ChildPath,
  OrderedInspection,
  OrderedInspectionInput,
  OrderedInspectionPage,
  OrderedInspectionQuery,
} from './ordered-inspection.ts';
export { Page, pageQuery } from './page.ts';
export {
  LedgerBasis,
  LedgerDifference,
  LedgerDifferences,
  LedgerLine,
  LedgerLines,
  LedgerShiftCause,
} from './permission-ledger.ts';
export {
  PersonRetirement,
  PlannedDeparture,
  PlannedDepartureInput,
  plannedDepartureStates,
  planSources,
  RetirementInput,
  retirementCategories,
} from './planned-departure.ts';
export {
  ChainSchema,
  GrantLimit,
  GrantLimitInForce,
  ItemSchema,
  RoleContent,
  RoleSchema,
  RuleChange,
  RuleSchema,
  UnitSchema,
} from './policy.ts';
export { PolicyWarning } from './policy-warning.ts';
export { Code, Day, Id, IdOrCode, Instant, Name, nullable, Reason, RiskLevel, Username } from './primitives.ts';
export {
  ConflictDocument,
  ProblemDocument,
  type Refusal,
  type RemovalDocument,
  type StepUpDocument,
} from './problem-document.ts';
export { type ProblemCode, problems } from './problems.ts';
export {
  deductionSources,
  Recovery,
  RecoveryDecisionInput,
  RecoveryDetail,
  RecoveryInput,
  RecoveryLine,
  RecoveryLineInput,
  RecoveryOrderInput,
  RecoveryPlan,
  RecoveryPlanInput,
  RecoveryReversalInput,
  RecoverySource,
  RecoveryState,
  RecoveryTotals,
  RecoveryTransferInput,
  RecoveryWriteOffInput,
  recoveryLineKinds,
  recoveryStates,
} from './recovery.ts';
export {
  ClosureInput,
  ExtensionInput,
  RecheckInput,
  Rectification,
  type RectificationActName,
  RectificationAnswerInput,
  RectificationCounts,
  RectificationDetail,
  RectificationInput,
  type RectificationState,
  RectificationStateCode,
  rectificationActs,
  rectificationStates,
  VoidingInput,
} from './rectification.ts';
export { DeclaredRelation, Relation, RelationInput, type RelationKind, relationKinds } from './relation.ts';
export {
  ChildrenReport,
  ChildrenReportQuery,
  Report,
  type ReportFilters,
  ReportQuery,
  ReportRowPage,
  ReportRowsQuery,
  ReportTable,
  ReportTablePage,
  ReportTableQuery,
} from './report.ts';
export {
  bandOf,
  namesPeople,
  type ReportBreakdown,
  type ReportMeasure,
  type ReportRate,
  type ReportTableId,
  rateOf,
  reportBreakdowns,
  reportMeasures,
  reportRates,
  reportTables,
  type TableOfReport,
} from './report-measures.ts';
export {
  DecisionInput,
  Request,
  RequestInput,
  requestChanges,
  requestStates,
  StageDocument,
  ThinlyCoveredDuty,
} from './request.ts';
export { CommentInput, RequestComment } from './request-comment.ts';
export { DraftInput, RequestDraft } from './request-draft.ts';
export { ChainTrial, RequestPreview } from './request-preview.ts';
export { Reset, ResetHalf, ResetInput } from './reset.ts';
export {
  Hold,
  HoldInput,
  Month,
  MonthInArchive,
  RemovalPreview,
  RemovedMonth,
  RetainedMonth,
  Retention,
  RetentionInput,
} from './retention.ts';
export type { LeftBehind } from './retirement.ts';
export {
  Roster,
  RosterApplicationInput,
  RosterColumns,
  type RosterField,
  RosterKind,
  RosterLimitsInput,
  RosterOutcome,
  RosterRow,
  RosterSettings,
  RosterState,
  RosterTitles,
  rosterFields,
  rosterFieldWords,
  rosterKinds,
  rosterOutcomes,
  rosterStates,
} from './roster.ts';
export { actSaid, type DetailCode, listed, noSuch, or, type Said, said, thingSaid } from './said.ts';
export {
  FactorName,
  MyFactors,
  NewFactor,
  NewPasskey,
  NewTotp,
  PasskeyOptions,
  RecoveryCodes,
  TotpOffer,
} from './second-factor.ts';
export {
  SectionFigures,
  SelfCheckDraft,
  SelfCheckDraftInput,
  type SelfCheckEntry,
  SelfCheckForm,
  SelfCheckFormDocument,
  SelfCheckReturnInput,
} from './self-check.ts';
export { SessionRoles, SessionRolesInput } from './session.ts';
export { SignInSession } from './sign-in-session.ts';
export {
  bindings,
  oneSessionChoices,
  SignInSettings,
  SignInSettingsInForce,
  SignInSettingsInput,
} from './sign-in-settings.ts';
export { PasswordInput, SignIns } from './sign-ins.ts';
export {
  DeadSignal,
  eventsSupported,
  OneStreamQuery,
  PollAnswer,
  PollInput,
  pollMethod,
  pushMethod,
  SignalStream,
  SignalSubject,
  StreamChange,
  StreamConfiguration,
  StreamInput,
  StreamList,
  StreamQuery,
  StreamStatus,
  type StreamStatusValue,
  SubjectInput,
  signalEvents,
  signalReason,
  VerificationInput,
} from './signal.ts';
export { Staffing, StaffingLoss, StaffingPreview, StaffingPreviewInput } from './staffing.ts';
export { ShutOutReport, StockId, StockQuery, StockReport, StockRowPage, StockRowsQuery } from './stock.ts';
export { type Stock, type StockMeasure, stocks } from './stock-measures.ts';
export {
  Suspension,
  SuspensionEffects,
  SuspensionInput,
  SuspensionPreview,
  type SuspensionReason,
  type SuspensionState,
  suspensionReasons,
  suspensionStates,
  UnitSuspension,
  UnitSuspensionInput,
} from './suspension.ts';
export { DueDays, Task, type TaskKind, TaskKindCode, taskKinds } from './task.ts';
export { Transfer, TransferInput, TransferPreview, transferStates } from './transfer.ts';
export { actWords, thingWords } from './vocabulary.ts';
export {
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookInput,
  WebhookWithSecret,
  webhookDeliveryStates,
} from './webhook.ts';
