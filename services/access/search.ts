import type { ActionSearch, ResourceSearch, SubjectSearch } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, Problem, type Secret, type Trace } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { epochOf, isPersonType, requireOwn } from './decisions.ts';
import type { Desk } from './desk.ts';
import { policyOf } from './desk.ts';
import { find } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import { sealed } from './sealed-subject.ts';
import { type Candidates, collect, type Found, placeOf, portion, type Query } from './search-page.ts';
import { type Standing, takeStanding, takeStandings } from './standing.ts';
import { groundsAbout, type OnRecord, type RecordedCase, withGrounds } from './step-grounds.ts';
import { listCases, readCases } from './store/case-store.ts';
import { append } from './store/log-store.ts';
import { readEpochs } from './store/policy-store.ts';
import { findResource, listResources, type ResourceRow } from './store/resource-store.ts';

type Entity = { type: string; id: string };
type Page = SubjectSearch['page'];

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** AuthZEN searches, each answered from the database in one transaction: whom, what, or which actions. */
export class Searches {
  readonly #desk: Desk;
  readonly #secret: Secret;

  constructor(desk: Desk, secret: Secret) {
    this.#desk = desk;
    this.#secret = secret;
  }

  /** Active people who may; by username. */
  subjects(caller: Caller, asked: SubjectSearch, trace: Trace): Promise<Found<Entity>> {
    const search = sealed(this.#secret, caller.centre, asked);
    return this.#run(caller, { ...search, sought: 'subject' }, trace, async (transaction) => {
      const policy = await policyOf(this.#desk, transaction, caller.centre);
      const { inquiry, onRecord } = await readRecord(transaction, policy, search);
      return {
        next: async (after) =>
          isPersonType(search.subject.type)
            ? takeStandings(transaction, policy, after && requireId(after), portion)
            : [],
        keyOf: ({ person }: Standing) => person?.id ?? '',
        toResult: (standing: Standing) => {
          const id = standing.person?.username ?? '';
          const about = { ...inquiry(search), subject: { type: 'person', id } };
          return find(standing, about, onRecord).decision ? { type: search.subject.type, id } : undefined;
        },
      };
    });
  }

  /** Recorded cases, or registered resources of the type, on which the subject may. */
  resources(caller: Caller, asked: ResourceSearch, trace: Trace): Promise<Found<Entity>> {
    requireOwn(caller, asked.subject.id);
    const { centre } = caller;
    // A recorded case has its own subject; this keeps the token free of another.
    const search = sealed(this.#secret, centre, asked);
    const { type } = search.resource;
    const query = { ...search, sought: 'resource' } as const;
    const judgeBy = async (transaction: Transaction) => {
      const standing = await this.#standing(transaction, centre, search.subject);
      const judge = (id: string, properties?: Record<string, unknown>, recorded?: RecordedCase) =>
        standing && find(standing, { ...search, resource: { type, id, properties } }, recorded).decision
          ? { type, id }
          : undefined;
      return { judge, person: standing?.person?.id };
    };
    if (type === 'case')
      return this.#run(caller, query, trace, async (transaction) => {
        const { judge, person } = await judgeBy(transaction);
        const policy = await policyOf(this.#desk, transaction, centre);
        const filter = { limit: portion, ...openOnly(policy, search.action.name) };
        return {
          next: async (before) => {
            const cases = await listCases(transaction, centre, { ...filter, ...beforeOf(before) });
            return person === undefined ? [] : withGrounds(transaction, policy, cases, person);
          },
          keyOf: ({ one }: RecordedCase) => one.id,
          toResult: (recorded: RecordedCase) => judge(recorded.one.id, undefined, recorded),
        };
      });
    return this.#run(caller, query, trace, async (transaction) => {
      const { judge } = await judgeBy(transaction);
      return {
        next: (after) => listResources(transaction, centre, type, after, portion),
        keyOf: ({ id }: ResourceRow) => id,
        toResult: ({ id, properties }: ResourceRow) => judge(id, properties),
      };
    });
  }

  /** Actions that some role has on such a resource and that the subject may do. */
  actions(caller: Caller, asked: ActionSearch, trace: Trace): Promise<Found<{ name: string }>> {
    requireOwn(caller, asked.subject.id);
    const search = sealed(this.#secret, caller.centre, asked);
    return this.#run(caller, { ...search, sought: 'action' }, trace, async (transaction) => {
      const standing = await this.#standing(transaction, caller.centre, search.subject);
      const policy = await policyOf(this.#desk, transaction, caller.centre);
      const { inquiry, onRecord } = await readRecord(transaction, policy, search, standing?.person?.id);
      const names = standing ? actionsOn(standing, search.resource.type) : [];
      return {
        next: async (after) => names.filter((name) => after === undefined || name > after).slice(0, portion),
        keyOf: (name: string) => name,
        toResult: (name: string) =>
          standing && find(standing, inquiry({ ...search, action: { name } }), onRecord).decision
            ? { name }
            : undefined,
      };
    });
  }

  async #standing(transaction: Transaction, centre: string, { type, id }: Entity): Promise<Standing | undefined> {
    return isPersonType(type) ? takeStanding(transaction, this.#desk.policies, centre, id) : undefined;
  }

  async #run<T, R>(
    { centre }: Caller,
    query: Query & { page?: Page },
    trace: Trace,
    prepare: (transaction: Transaction) => Promise<Candidates<T, R>>,
  ): Promise<Found<R>> {
    const place = placeOf(query, query.page);
    const epoch = epochOf(query.context);
    return inCentre(this.#desk.database, centre, async (transaction) => {
      if (epoch > 0) await requireEpoch(transaction, centre, epoch);
      const found = await collect(await prepare(transaction), place);
      if (place.after === undefined)
        await append(transaction, centre, {
          ...trace,
          action: 'decision.searched',
          outcome: 'done',
          targetType: query.sought,
        });
      return found;
    });
  }
}

/** The database has lost what the caller knows of, or never heard of it: no answer is from then or later. */
async function requireEpoch(transaction: Transaction, centre: string, epoch: number): Promise<void> {
  const epochs = await readEpochs(transaction, centre);
  if ((epochs?.epoch ?? 0) < epoch) throw new Problem('unavailable');
}

const beforeOf = (before: string | undefined) => (before === undefined ? {} : { before: requireId(before) });

/** A duty waits in open cases only. */
const openOnly = ({ policy }: CentrePolicy, action: string) =>
  policy.items.some(({ duties }) => duties.includes(action)) ? { state: 'open' } : {};

/** What a token of ours names; throws `invalid-cursor` for another. */
function requireId(id: string): string {
  if (!isId.test(id)) throw new Problem('invalid-cursor');
  return id;
}

/** The resource of a search as it is on record: a case by its id, for one person or for all, or what was registered. */
async function readRecord(
  transaction: Transaction,
  policy: CentrePolicy,
  { resource: { type, id, properties }, about }: { resource: Inquiry['resource']; about?: string },
  person?: string,
) {
  const { centre } = policy;
  const registered = type === 'case' ? undefined : await findResource(transaction, centre, type, id);
  const resource = { type, id, properties: { ...properties, ...registered?.properties } };
  return {
    onRecord: type === 'case' ? await readCase(transaction, policy, id, about, person) : undefined,
    inquiry: (search: {
      subject: { type: string; id?: string };
      action: Inquiry['action'];
      context?: Inquiry['context'];
    }): Inquiry => ({
      subject: { ...search.subject, id: search.subject.id ?? '' },
      action: search.action,
      context: search.context,
      ...{ resource, about },
    }),
  };
}

async function readCase(
  transaction: Transaction,
  policy: CentrePolicy,
  id: string,
  about: string | undefined,
  person: string | undefined,
): Promise<OnRecord | undefined> {
  if (isId.test(id)) {
    const [recorded] = await withGrounds(
      transaction,
      policy,
      await readCases(transaction, policy.centre, [id]),
      person,
    );
    return recorded;
  }
  const subjects = about === undefined ? [] : [about];
  return { grounds: await groundsAbout(transaction, policy, subjects, person === undefined ? undefined : [person]) };
}

/** Every action that some role of the centre names on the type, and the duties of items for cases; sorted. */
function actionsOn({ policy }: Standing, type: string): string[] {
  const named = policy.policy.roles.flatMap(({ permissions }) =>
    permissions.filter(({ resource }) => resource === type || resource === 'all').map(({ action }) => action),
  );
  const duties = type === 'case' ? policy.policy.items.flatMap((item) => item.duties) : [];
  return [...new Set([...named, ...duties])].filter((action) => action !== 'manage').sort();
}
