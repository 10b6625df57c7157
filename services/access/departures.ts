import { candidates, reassign, withdraw } from '@zhiheng/approvals';
import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { staffing } from '@zhiheng/duties';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { openWork } from './open-work.ts';
import { decidingRoles, readOrganisation } from './organisation.ts';
import { databaseNow } from './store/clock-store.ts';
import { type DepartureEffects, type DepartureKind, disablePerson, insertDeparture } from './store/departure-store.ts';
import { currentHoldings, endGrants } from './store/grant-store.ts';
import { lockPeople, raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { findPerson, type PersonRow, usernamesOf } from './store/people-store.ts';
import {
  listRequests,
  lockRequests,
  pendingFor,
  readRequest,
  type StoredRequest,
  updateApproval,
} from './store/request-store.ts';

export interface DepartureOrder {
  person: string;
  kind: DepartureKind;
  reason?: string;
}

export interface DeparturePreview {
  person: PersonRow;
  effects: DepartureEffects;
  /** Items that would be left without enough people for their duties. */
  staffing: { item: string; unit: string; duty: string; remaining: string[] }[];
}

/**
 * Someone leaves: account, grants, requests, pending decisions and open work, all in one transaction. No approval delays
 * it and no open work blocks it (the design's invariant 5).
 */
export class Departures {
  readonly #database: Database;
  readonly #policies: CentrePolicies;
  readonly #left: (centre: string, person: string) => void;

  /** `left` is told right after the commit, before the answer: this process must not answer from memory any more. */
  constructor(database: Database, policies: CentrePolicies, left: (centre: string, person: string) => void) {
    this.#database = database;
    this.#policies = policies;
    this.#left = left;
  }

  /** What a departure would do at this moment. Everything is done and taken back, so preview and deed cannot differ. */
  async preview(centre: string, person: string, trace: Trace): Promise<DeparturePreview> {
    const undo = new Undo();
    try {
      await inCentre(this.#database, centre, async (transaction) => {
        const policy = await this.#policy(transaction, centre);
        const before = await currentHoldings(transaction, centre);
        const found = await requirePresent(transaction, centre, person);
        const effects = await this.#carryOut(transaction, policy, found, trace, 'preview');
        const at = await databaseNow(transaction);
        const options = { away: [found.id], at };
        undo.result = {
          person: found,
          effects,
          staffing: await losses(transaction, policy, found.id, before, options),
        };
        throw undo;
      });
    } catch (error) {
      if (error !== undo) throw error;
    }
    return undo.result as DeparturePreview;
  }

  /** Carries the departure out. Throws `already-departed` when the person has left before. */
  async depart(caller: Caller, order: DepartureOrder, trace: Trace): Promise<string> {
    const { centre } = caller;
    let leaver = '';
    const id = await inCentre(this.#database, centre, async (transaction) => {
      const policy = await this.#policy(transaction, centre);
      const person = await requirePresent(transaction, centre, order.person);
      leaver = person.id;
      const effects = await this.#carryOut(transaction, policy, person, trace, order.kind);
      const departure = await insertDeparture(transaction, centre, {
        person: person.id,
        kind: order.kind,
        ...(order.reason ? { reason: order.reason } : {}),
        ...(caller.kind === 'person' ? { byPerson: caller.person } : {}),
        client: caller.client,
        effects,
      });
      await append(transaction, centre, {
        ...trace,
        action: 'person.departed',
        outcome: 'done',
        targetType: 'person',
        target: person.username ?? person.id,
        about: person.id,
        unit: person.unit,
        reason: order.reason ?? order.kind,
        before: { state: 'active', grants: effects.grantsEnded },
        after: { state: 'departed', kind: order.kind, departure },
        details: {
          requestsWithdrawn: effects.requestsWithdrawn,
          decisionsReassigned: effects.decisionsReassigned,
          openCases: effects.openCases.map((one) => one.id),
        },
      });
      await raiseEpoch(transaction, centre, { person: person.id, departed: true });
      return departure;
    });
    this.#left(centre, leaver);
    return id;
  }

  async #carryOut(
    transaction: Transaction,
    policy: CentrePolicy,
    person: PersonRow,
    trace: Trace,
    kind: string,
  ): Promise<DepartureEffects> {
    const { centre } = policy;
    const concerned = await pendingFor(transaction, centre, decidingRoles(policy));
    const organisationBefore = await readOrganisation(transaction, policy);
    const accounts = await disablePerson(transaction, centre, person.id, kind);
    const ended = await endGrants(transaction, centre, person.id, { by: 'departure' });
    const about = { ...trace, about: person.id, unit: person.unit };
    await append(transaction, centre, [
      ...accounts.map(
        (target): LogEntry => ({
          ...about,
          action: 'account.disabled',
          outcome: 'done',
          targetType: 'account',
          target,
          reason: kind,
        }),
      ),
      ...ended.map(
        ({ id, role, unit }): LogEntry => ({
          ...about,
          action: 'grant.ended',
          outcome: 'done',
          targetType: 'role',
          target: role,
          unit,
          reason: 'departure',
          before: { grant: id, role, unit },
        }),
      ),
    ]);
    const requestsWithdrawn = await this.#withdrawOwn(transaction, policy, person, trace);
    const mine = concerned.filter(
      (request) =>
        !requestsWithdrawn.includes(request.id) && stageCandidates(request, organisationBefore).includes(person.id),
    );
    const decisionsReassigned = await this.#reassign(transaction, policy, mine, trace);
    const openCases = await openWork(transaction, policy, person.id, ended);
    return {
      accounts,
      grantsEnded: ended.map(({ id, role, unit }) => ({ id, role, unit })),
      requestsWithdrawn,
      decisionsReassigned,
      openCases,
    };
  }

  /** Requests by the leaver, or for them, have lost their purpose. */
  async #withdrawOwn(
    transaction: Transaction,
    policy: CentrePolicy,
    person: PersonRow,
    trace: Trace,
  ): Promise<string[]> {
    const { centre } = policy;
    const own = [
      ...(await listRequests(transaction, centre, { state: 'pending', requester: person.id, limit: 1000 })),
      ...(await listRequests(transaction, centre, { state: 'pending', beneficiary: person.id, limit: 1000 })),
    ];
    const ids = [...new Set(own.map(({ id }) => id))].sort();
    await lockRequests(transaction, centre, ids);
    const withdrawn: string[] = [];
    for (const id of ids) {
      const request = (await readRequest(transaction, centre, id)) as StoredRequest;
      if (request.approval.state !== 'pending') continue;
      const { request: approval } = withdraw(
        request.approval,
        request.approval.requester,
        await databaseNow(transaction),
      );
      await updateApproval(transaction, centre, approval, { code: 'not-active' });
      await append(transaction, centre, {
        ...trace,
        action: 'request.withdrawn',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: request.unit,
        about: approval.beneficiary,
        reason: 'departure',
      });
      withdrawn.push(id);
    }
    return withdrawn;
  }

  /** Stages that waited for the leaver: others of the same post go on, else the stage escalates. */
  async #reassign(
    transaction: Transaction,
    policy: CentrePolicy,
    requests: StoredRequest[],
    trace: Trace,
  ): Promise<DepartureEffects['decisionsReassigned']> {
    const { centre } = policy;
    await lockRequests(transaction, centre, requests.map(({ id }) => id).sort());
    const organisation = await readOrganisation(transaction, policy);
    const at = await databaseNow(transaction);
    const reassigned: DepartureEffects['decisionsReassigned'] = [];
    for (const { id } of requests) {
      const request = (await readRequest(transaction, centre, id)) as StoredRequest;
      if (request.approval.state !== 'pending') continue;
      const { request: approval } = reassign(request.approval, organisation, at, addWorkingDays);
      await updateApproval(transaction, centre, approval);
      const people = stageCandidates({ ...request, approval }, organisation);
      const names = await usernamesOf(transaction, centre, people);
      const stage = approval.stages.findIndex(({ state }) => state === 'open');
      const to = people.map((one) => names.get(one) ?? one);
      const escalated = approval.stages[stage]?.by !== request.approval.stages[stage]?.by;
      await append(transaction, centre, {
        ...trace,
        action: 'request.reassigned',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: request.unit,
        about: approval.beneficiary,
        reason: 'departure',
        after: { stage: stage + 1, to, escalated },
      });
      reassigned.push({ request: id, stage: stage + 1, to, escalated });
    }
    return reassigned;
  }

  async #policy(transaction: Transaction, centre: string): Promise<CentrePolicy> {
    const policy = await this.#policies.current(transaction, centre);
    if (!policy) throw new Problem('not-found', `There is no centre ${centre}.`);
    return policy;
  }
}

/** Carries a preview's result out of the transaction it rolls back. */
class Undo extends Error {
  result: DeparturePreview | undefined;
}

/** Locks the person against every act of theirs, and every change of their grants, until the transaction ends. */
async function requirePresent(transaction: Transaction, centre: string, idOrName: string): Promise<PersonRow> {
  const found = await findPerson(transaction, centre, idOrName);
  if (!found) throw new Problem('not-found', `There is no person ${idOrName}.`);
  await lockPeople(transaction, centre, [[found.id, 'update']]);
  const person = (await findPerson(transaction, centre, found.id)) as PersonRow;
  if (person.state !== 'active') throw new Problem('already-departed', `${person.username} has left.`);
  return person;
}

function stageCandidates(request: StoredRequest, organisation: Parameters<typeof candidates>[2]): string[] {
  const stage = request.approval.stages.find(({ state }) => state === 'open');
  return stage ? candidates(request.approval, stage.ordinal, organisation).map(({ person }) => person) : [];
}

/** Duties for which fewer than two people remain among those the leaver held. */
async function losses(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: string,
  holdings: Awaited<ReturnType<typeof currentHoldings>>,
  options: { away: string[]; at: number },
): Promise<DeparturePreview['staffing']> {
  const mine = holdings.filter(({ person }) => person === leaver);
  const items = [
    ...new Set(
      mine.flatMap(
        ({ role }) =>
          policy.compiled.roles.get(role)?.permissions.flatMap((permission) => permission.items ?? []) ?? [],
      ),
    ),
  ];
  if (items.length === 0) return [];
  const before = staffing(policy.compiled, holdings, { at: options.at, items });
  const after = staffing(policy.compiled, holdings, { ...options, items });
  const lost = after.flatMap((row) => {
    const then = before.find((one) => one.item === row.item && one.unit === row.unit);
    return row.duties.flatMap(({ duty, holders }) =>
      holders.length <= 1 && then?.duties.some((one) => one.duty === duty && one.holders.includes(leaver))
        ? [{ item: row.item, unit: row.unit, duty, remaining: holders }]
        : [],
    );
  });
  const names = await usernamesOf(
    transaction,
    policy.centre,
    lost.flatMap(({ remaining }) => remaining),
  );
  return lost.map((row) => ({ ...row, remaining: row.remaining.map((person) => names.get(person) ?? person) }));
}
