import { candidates, type Decision, type Stage } from '@zhiheng/approvals';
import { problems, type Refusal, type Request, type RequestPreview, type StageDocument } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import type { PersonCaller, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { Judgement } from './judgement.ts';
import { decidersOf, type PresentOrganisation, readOrganisation } from './organisation.ts';
import { cureSeenBy, leftDocuments, unnamed } from './policy-change-sight.ts';
import { type Asked, type CoverTerms, type CureTerms, curedBy, cureOf, isPolicyChange } from './request-asked.ts';
import { conflictsNow } from './request-conflicts.ts';
import type { RequestOutlook } from './request-submit.ts';
import type { Sight } from './sight.ts';
import { usernamesOf } from './store/people-store.ts';
import type { StoredRequest } from './store/request-store.ts';

/** Who looks: as whom, and whose business they see. */
type Viewer = Pick<Sight, 'self' | 'overseen'>;
type Names = ReadonlyMap<string, string>;
const nameOf = (names: Names, person: string): string => names.get(person) ?? person;
const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/**
 * Requests as they are shown. `viewer` is who looks, for what they may do and whom they are told of; `organisation` who could decide, when
 * the caller has read it already.
 */
export async function requestDocuments(
  transaction: Transaction,
  policy: CentrePolicy,
  requests: readonly StoredRequest[],
  viewer: Viewer,
  organisation?: PresentOrganisation,
): Promise<Request[]> {
  if (requests.length === 0) return [];
  const who = organisation ?? (await readOrganisation(transaction, policy));
  const { at } = who;
  const conflicts = await conflictsNow(transaction, policy, requests, at);
  const staged = requests.map((request) => ({ request, stages: request.approval.stages.map(withCandidates(request)) }));
  const names = await usernamesOf(
    transaction,
    policy.centre,
    staged.flatMap(({ request, stages }) => [
      request.approval.requester,
      ...[request.approval.onBehalfOf ?? []].flat(),
      request.approval.beneficiary,
      ...namedIn(request),
      ...request.informed,
      ...stages.flatMap(({ people, stage }) => [...people, ...stage.decisions.flatMap(voices)]),
    ]),
  );
  return staged.map(({ request, stages }) => {
    const { self } = viewer;
    const decide = self !== undefined && decidersOf(request, who, at).has(self);
    const { conflicts: broken = [], further = 0 } = failureOf(request) ?? conflicts.get(request.id) ?? {};
    return {
      ...facts(request, names),
      proposal: proposalDocument(request, names, decide || takesPart(request, self) ? undefined : viewer),
      stages: stages.map(({ stage, people }) => stageDocument(request, stage, people, names)),
      // Whom a change of policy hits is the business of those who decide on it.
      conflicts: isPolicyChange(request) && !decide ? broken.map(unnamed) : broken,
      ...(further ? { furtherConflicts: further } : {}),
      may: {
        decide,
        withdraw: mayWithdraw(request, self),
        comment: decide || mayComment(request, self),
      },
    };
  });

  function withCandidates({ approval }: StoredRequest) {
    return (stage: Stage) => ({
      stage,
      people: [...new Set(candidates(approval, stage.ordinal, who, at).map(({ person }) => person))],
    });
  }
}

/** What it failed by, where that was a conflict. */
const failureOf = ({ failure }: StoredRequest) =>
  failure?.conflicts && { conflicts: failure.conflicts, further: failure.furtherConflicts ?? 0 };

const mayComment = (request: StoredRequest, viewer: string | undefined): boolean =>
  request.approval.state === 'pending' && takesPart(request, viewer);

/** Whoever takes part in a request beside those who may decide on it now: who asked, for whom, and who was heard. */
const takesPart = ({ approval }: StoredRequest, person: string | undefined): boolean =>
  person !== undefined &&
  [approval.requester, approval.onBehalfOf, approval.beneficiary]
    .concat(approval.stages.flatMap(({ decisions }) => decisions.flatMap(voices)))
    .includes(person);

const mayWithdraw = ({ approval, change }: StoredRequest, viewer: string | undefined): boolean =>
  approval.state === 'pending' && approval.requester === viewer && change !== 'suspension';

function facts(request: StoredRequest, names: Names): Omit<Request, 'proposal' | 'stages' | 'conflicts' | 'may'> {
  const { onBehalfOf } = request.approval;
  return {
    id: request.id,
    change: request.change,
    state: request.approval.state,
    requester: nameOf(names, request.approval.requester),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: nameOf(names, onBehalfOf) }),
    beneficiary: nameOf(names, request.approval.beneficiary),
    beneficiaryName: request.beneficiaryName,
    role: request.role,
    unit: request.unit,
    rule: request.rule,
    risk: request.risk,
    validFrom: instant(request.validFrom),
    validUntil: instant(request.validUntil),
    reason: request.reason,
    attachments: [...request.attachments],
    bulk: request.bulk,
    informed: request.informed.map((person) => nameOf(names, person)),
    submittedAt: request.submittedAt.toISOString(),
    closedAt: instant(request.closedAt),
    failure: request.failure?.code ?? null,
  };
}

/** `viewer`: who is told of no removals but those of whom they see; absent: of all. */
function proposalDocument(
  { proposal }: Pick<Asked, 'proposal'>,
  names: Names,
  viewer?: Viewer,
): Record<string, unknown> | null {
  if (proposal === null) return null;
  const named = ({ plan }: Pick<CoverTerms, 'plan'>) =>
    plan && { ...plan, by: plan.by.map((one) => nameOf(names, one)) };
  if (proposal.kind === 'cover') return { ...proposal, plan: named(proposal) };
  if (proposal.kind === 'exception') return { ...proposal, controlOwner: nameOf(names, proposal.controlOwner) };
  const cure = cureOf({ proposal });
  if (!cure) return { ...proposal };
  const seen = viewer ? cureSeenBy(viewer, cure) : cure;
  return { ...proposal, cure: { ...seen, removals: removalsOf(seen, names), plan: named(cure) } };
}

const removalsOf = ({ removals }: Pick<CureTerms, 'removals'>, names: Names) =>
  removals.map((one) => ({ ...one, person: nameOf(names, one.person) }));

/** Ids of the people whom the terms name. */
function namedIn(asked: Pick<Asked, 'proposal'>): string[] {
  const { proposal } = asked;
  if (proposal?.kind === 'exception') return [proposal.controlOwner];
  const plan = cureOf(asked)?.plan ?? (proposal?.kind === 'cover' ? proposal.plan : null);
  return [...curedBy(asked), ...(plan?.by ?? [])];
}

const voices = ({ person, onBehalfOf }: Decision): string[] =>
  onBehalfOf === undefined ? [person] : [person, onBehalfOf];

function stageDocument(
  { reminded, decisionAttachments }: StoredRequest,
  stage: Stage,
  people: readonly string[],
  names: Names,
): StageDocument {
  const { rule, by, state, escalated, dueAt, decisions } = stage;
  return {
    by,
    of: rule.of,
    state,
    quorum: rule.quorum ?? 1,
    escalated,
    workingDays: rule.workingDays,
    dueAt: dueAt === undefined ? null : new Date(dueAt).toISOString(),
    remindedAt: instant(reminded[stage.ordinal] ?? null),
    candidates: people.map((person) => nameOf(names, person)),
    decisions: decisions.map(({ person, onBehalfOf, decision, comment, at }) => ({
      person: nameOf(names, person),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf: nameOf(names, onBehalfOf) }),
      decision,
      ...(comment === undefined ? {} : { comment }),
      ...(decisionAttachments[person]?.length ? { attachments: [...decisionAttachments[person]] } : {}),
      at: new Date(at).toISOString(),
    })),
  };
}

/** What would become of a request, as it is shown. */
export async function previewDocument(
  transaction: Transaction,
  centre: string,
  outlook: RequestOutlook,
  english: boolean,
): Promise<RequestPreview> {
  const { input, judgement, plan, informed, unapprovable } = outlook;
  const problem = judgement.problem ?? unapprovable;
  const people = plan.flatMap((stage) => stage.candidates.map(({ person }) => person));
  const owners = namedIn(input);
  const names = await usernamesOf(transaction, centre, [input.beneficiary.id, ...owners, ...people, ...informed]);
  return {
    change: input.change,
    beneficiary: nameOf(names, input.beneficiary.id),
    role: input.role,
    unit: input.unit,
    rule: input.rule,
    proposal: proposalDocument(input, names),
    risk: input.risk,
    validFrom: instant(input.validFrom),
    validUntil: instant(input.validUntil),
    attachments: [...(input.attachments ?? [])],
    informed: informed.map((person) => nameOf(names, person)),
    submittable: problem === undefined && judgement.blocking.length === 0,
    problem: problem ? asShown(problem, english) : null,
    conflicts: judgement.blocking,
    observed: judgement.observed,
    adjusting: judgement.settling ?? [],
    warnings: judgement.warnings ?? [],
    resolved: judgement.resolved ?? [],
    ...(judgement.cure ? { cure: removalsOf({ removals: judgement.cure.ends }, names) } : {}),
    ...furtherIn(judgement),
    ...(judgement.left ? { left: leftDocuments(judgement.left) } : {}),
    stages: plan.map((stage, index) => ({
      by: stage.by,
      of: stage.of,
      state: index === 0 ? 'open' : 'waiting',
      quorum: stage.quorum,
      escalated: stage.escalated,
      workingDays: stage.workingDays,
      dueAt: stage.dueAt === undefined ? null : new Date(stage.dueAt).toISOString(),
      remindedAt: null,
      candidates: [...new Set(stage.candidates.map(({ person }) => nameOf(names, person)))],
      decisions: [],
    })),
  };
}

function furtherIn({ further }: Judgement): Pick<RequestPreview, 'further'> {
  if (!further || Object.values(further).every((count) => count === 0)) return {};
  const { blocking: conflicts, ...rest } = further;
  return { further: { conflicts, ...rest } };
}

/** A refusal as it is told within a document. */
export function asShown(
  { code, detail, members: { request } = {} }: Pick<Problem, 'code'> & Partial<Pick<Problem, 'detail' | 'members'>>,
  english: boolean,
): Refusal {
  const language = english ? 'en' : 'zh';
  return {
    code,
    title: problems[code][language],
    ...(detail === undefined ? {} : { detail: detail[language] }),
    ...(request === undefined ? {} : { request }),
  };
}

/** One as it is shown to the person who has just acted on it. */
export async function shownRequest(desk: Desk, caller: PersonCaller, stored: StoredRequest): Promise<Request> {
  return inCentre(desk.database, caller.centre, async (transaction) => {
    const policy = await policyOf(desk, transaction, caller.centre);
    const [document] = await requestDocuments(transaction, policy, [stored], {
      self: caller.person,
      overseen: new Set(),
    });
    return document as Request;
  });
}
