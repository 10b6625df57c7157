import type { Organisation } from '@zhiheng/approvals';
import { noSuch, type Request } from '@zhiheng/contracts';
import { encodeCursor, Problem } from '@zhiheng/http';
import { decidersOf, decidingRoles, postsThrough, readOrganisation } from './organisation.ts';
import { curedBy } from './request-asked.ts';
import { requestDocuments } from './request-document.ts';
import { oversees } from './sight.ts';
import { databaseNow } from './store/clock-store.ts';
import { listRequests, type RequestFilter, readRequest, type StoredRequest } from './store/request-store.ts';
import type { View } from './viewer.ts';

export interface RequestsWanted {
  state?: string;
  requester?: string;
  beneficiary?: string;
  /** Only what this person was told of. */
  informed?: string;
  /** Only what the viewer may decide at this moment: their inbox. */
  inbox?: boolean;
  /** Id of the last request of the page before. */
  before?: string;
  limit: number;
}

/** Rows looked at for one page at most; a page that stops there is shorter, and its cursor goes on. */
const mostExamined = 2_000;
const portion = 200;

/** One page of the requests that the viewer may see, newest first. */
export async function pageRequests(
  view: View,
  wanted: RequestsWanted,
): Promise<{ data: Request[]; nextCursor: string | null }> {
  const organisation = await readOrganisation(view.transaction, view.policy);
  const accept = await acceptance(view, organisation, wanted.inbox === true);
  const filter = filterFor(view, organisation, wanted);
  const found: StoredRequest[] = [];
  let before = wanted.before;
  let examined = 0;
  let more = true;
  while (more && found.length <= wanted.limit && examined < mostExamined) {
    const rows = await listRequests(view.transaction, view.centre, {
      ...filter,
      ...(before === undefined ? {} : { before }),
      limit: portion,
    });
    found.push(...rows.filter(accept));
    examined += rows.length;
    before = rows.at(-1)?.id ?? before;
    more = rows.length === portion;
  }
  const page = found.slice(0, wanted.limit);
  const last = found.length > wanted.limit ? page.at(-1)?.id : more ? before : undefined;
  return {
    data: await requestDocuments(view.transaction, view.policy, page, view.sight, organisation),
    nextCursor: last === undefined ? null : encodeCursor([last]),
  };
}

/** How many requests the viewer may decide at this moment; of very many at least as many as were looked at. */
export async function countInbox(view: View): Promise<number> {
  const organisation = await readOrganisation(view.transaction, view.policy);
  const rows = await listRequests(view.transaction, view.centre, {
    ...filterFor(view, organisation, { inbox: true, limit: mostExamined }),
    limit: mostExamined,
  });
  return rows.filter(await acceptance(view, organisation, true)).length;
}

/** What the database can leave out already: never a request that the viewer may see. */
function filterFor(
  { sight, held, policy }: View,
  organisation: Organisation,
  { state, requester, beneficiary, informed, inbox }: RequestsWanted,
): RequestFilter {
  const deciding = new Set(decidingRoles(policy));
  const { self: person } = sight;
  const through = postsThrough(organisation, person);
  const decidedBy = [...new Set([...held.map(({ role }) => role), ...through])].filter((role) => deciding.has(role));
  return {
    ...(state === undefined ? {} : { state }),
    ...(requester === undefined ? {} : { requester }),
    ...(beneficiary === undefined ? {} : { beneficiary }),
    ...(informed === undefined ? {} : { informed }),
    ...(inbox && person !== undefined
      ? { decidedBy, notYetHeard: person }
      : { concerning: { ...(person === undefined ? {} : { person }), units: [...sight.overseen], decidedBy } }),
  };
}

type Acceptance = (request: StoredRequest) => boolean;

async function acceptance(view: View, organisation: Organisation, inbox: boolean): Promise<Acceptance> {
  const at = await databaseNow(view.transaction);
  const { self } = view.sight;
  const mayDecide = (request: StoredRequest) => self !== undefined && decidersOf(request, organisation, at).has(self);
  return inbox ? mayDecide : (request) => concerns(view, request) || mayDecide(request);
}

/** Theirs, for them, decided by them, told to them, taking something from them, or of somebody whose business they see. */
function concerns({ sight }: View, { approval, beneficiaryUnit, informed, proposal }: StoredRequest): boolean {
  const { self } = sight;
  if (oversees(sight, { id: approval.beneficiary, unit: beneficiaryUnit })) return true;
  const decisions = approval.stages.flatMap((stage) => stage.decisions);
  return (
    self !== undefined &&
    (approval.requester === self ||
      approval.onBehalfOf === self ||
      informed.includes(self) ||
      curedBy({ proposal }).includes(self) ||
      decisions.some((one) => one.person === self || one.onBehalfOf === self))
  );
}

/** One request. Throws `not-found` for one that the viewer may not see, as for none. */
export async function seeRequest(view: View, id: string): Promise<Request> {
  const request = await readRequest(view.transaction, view.centre, id);
  const organisation = await readOrganisation(view.transaction, view.policy);
  const accept = await acceptance(view, organisation, false);
  if (!request || !accept(request)) throw new Problem('not-found', noSuch('request', id));
  const [document] = await requestDocuments(view.transaction, view.policy, [request], view.sight, organisation);
  return document as Request;
}
