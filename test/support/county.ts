import { afterAll, beforeAll, expect } from 'vitest';
import { type Answer, asClient, asPerson, type Caller } from './api.ts';
import { type Running, startZhiheng } from './standalone.ts';

/** One broken rule of a refusal. */
export interface Conflict {
  rule: string;
  source: string;
  items: string[];
  with: {
    grant?: string;
    role?: string;
    unit?: string;
    person?: string;
    duty?: string;
    case?: string;
    item?: string;
  }[];
  resolution: { zh: string; en: string };
}

export interface ProblemBody {
  code: string;
  title: string;
  detail?: string;
  conflicts: Conflict[];
}

export interface RequestBody extends ProblemBody {
  id: string;
  state: string;
  failure: string | null;
  submittable?: boolean;
  problem?: { code: string } | null;
  observed?: Conflict[];
  stages: { by: string; state: string; escalated: boolean; candidates: string[]; decisions: { person: string }[] }[];
}

export interface StepBody extends ProblemBody {
  step: { id: string; duty: string; username: string; at: string };
  case: { id: string; state: string; nextDuty: string | null; steps: { duty: string; username: string; at: string }[] };
}

export interface Entry {
  id: string;
  index?: number;
  at: string;
  action: string;
  outcome: string;
  actor?: string;
  client?: string;
  reason?: string;
  target?: string;
  case?: string;
  item?: string;
  unit?: string;
  correlationId?: string;
  details?: Record<string, unknown>;
}

export interface Decision {
  decision: boolean;
  context: { reason: { code: string }; rule?: string; step?: { person: string; duty: string }; accessRequest?: object };
}

/** Business and people of the reference county as an outsider meets them: over HTTP, each with a token of their own. */
export class County {
  #running: Running | undefined;
  #business: Caller | undefined;
  readonly #callers = new Map<string, Promise<Caller>>();
  #reference = 0;

  /** Starts it before the tests of the file, and stops it after them. */
  static ofThisFile(): County {
    const county = new County();
    beforeAll(async () => {
      county.#running = await startZhiheng();
      county.#business = await asClient(county.origin, 'demo-business', 'decide cases:write audit:read audit:write');
    });
    afterAll(() => county.#running?.stop());
    return county;
  }

  get running(): Running {
    if (!this.#running) throw new Error('The county has not started.');
    return this.#running;
  }

  get origin(): string {
    return this.running.origin;
  }

  /** The business system. */
  get business(): Caller {
    if (!this.#business) throw new Error('The county has not started.');
    return this.#business;
  }

  /** Signs in at first use. A new sign-in of the same person would end this one. */
  as(username: string): Promise<Caller> {
    let caller = this.#callers.get(username);
    if (!caller) {
      caller = asPerson(this.origin, username);
      this.#callers.set(username, caller);
    }
    return caller;
  }

  async get<T = Record<string, unknown>>(username: string, path: string): Promise<Answer<T>> {
    return (await this.as(username)).get<T>(path);
  }

  async post<T = ProblemBody>(
    username: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>> {
    return (await this.as(username)).post<T>(path, body, headers);
  }

  /** Asks for a change of grants as `username`; the answer as it came. */
  ask(username: string, wish: Wish): Promise<Answer<RequestBody>> {
    return this.post(username, '/api/v1/requests', { change: 'grant', reason: '岗位需要', ...wish });
  }

  /** Asks for any other change: an exception, an extension, a role's content, a rule. */
  propose(username: string, change: object): Promise<Answer<RequestBody>> {
    return this.post(username, '/api/v1/requests', { reason: '内控需要', ...change });
  }

  preview(username: string, wish: Wish): Promise<Answer<RequestBody>> {
    return this.post(username, '/api/v1/requests/preview', { change: 'grant', reason: '岗位需要', ...wish });
  }

  request(username: string, id: string): Promise<Answer<RequestBody>> {
    return this.get(username, `/api/v1/requests/${id}`);
  }

  decide(
    username: string,
    id: string,
    decision = 'approve',
    comment = '已核对',
    more: object = {},
  ): Promise<Answer<RequestBody>> {
    return this.post(username, `/api/v1/requests/${id}/decisions`, { decision, comment, ...more });
  }

  /** Asks, and has every stage approved by these people in turn; the request as the last of them left it. */
  async granted(requester: string, wish: Wish, approvers: readonly string[]): Promise<RequestBody> {
    const asked = await this.ask(requester, wish);
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    return this.approved(asked.body.id, approvers);
  }

  async approved(id: string, approvers: readonly string[]): Promise<RequestBody> {
    let last: Answer<RequestBody> | undefined;
    for (const approver of approvers) {
      last = await this.decide(approver, id);
      expect(last.status, `${approver}: ${JSON.stringify(last.body)}`).toBe(200);
    }
    if (!last) throw new Error('Nobody approves.');
    expect(last.body.state).toBe('applied');
    return last.body;
  }

  /** Opens a case as the business system does; its id. */
  async opened(item: string, unit: string, more: object = {}): Promise<string> {
    const reference = `R-${++this.#reference}`;
    const answer = await this.business.post<{ id: string }>('/api/v1/cases', {
      ...{ item, unit, reference, channel: 'hall' },
      ...more,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  }

  step(id: string, duty: string, actor: string, more: object = {}): Promise<Answer<StepBody>> {
    return this.business.post(`/api/v1/cases/${id}/steps`, { duty, actor, ...more });
  }

  /** A step that goes through. */
  async done(id: string, duty: string, actor: string, more: object = {}): Promise<StepBody> {
    const answer = await this.step(id, duty, actor, more);
    expect(answer.status, `${duty} by ${actor}: ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  }

  /** A step that is refused: the code of the answer, the rules it names; and that the refusal is in the log. */
  async refused(id: string, duty: string, actor: string): Promise<ProblemBody & { status: number; rules: string[] }> {
    const { status, body } = await this.step(id, duty, actor);
    expect(status, `${duty} by ${actor}: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
    const [logged] = await this.entries({ case: id, action: 'step.refused', actor });
    expect(logged).toMatchObject({ outcome: 'denied', reason: body.code });
    return { ...body, status, rules: (body.conflicts ?? []).map(({ rule }) => rule) };
  }

  async steps(id: string): Promise<StepBody['case']['steps']> {
    return (await this.business.get<StepBody['case']>(`/api/v1/cases/${id}`)).body.steps;
  }

  /** What the decision point says of a person, an action and a case: by its id, or by what it would be. */
  async evaluate(username: string, action: string, resource: string | object): Promise<Decision> {
    const { status, body } = await this.business.post<Decision>('/access/v1/evaluation', {
      subject: { type: 'person', id: username },
      action: { name: action },
      resource:
        typeof resource === 'string'
          ? { type: 'case', id: resource }
          : { type: 'case', id: 'new', properties: resource },
    });
    expect(status, 'a denial is an answer').toBe(200);
    return body;
  }

  async may(username: string, action: string, item: string, unit: string): Promise<boolean> {
    return (await this.evaluate(username, action, { item, unit })).decision;
  }

  /** Entries of the log that match, newest first, with all that is committed. */
  async entries(filters: Record<string, string>): Promise<Entry[]> {
    await this.running.database.settled();
    const query = new URLSearchParams({ limit: '200', ...filters });
    const { status, body } = await this.business.get<{ data: Entry[] }>(`/audit/v1/entries?${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data;
  }

  /** The newest refusal of that kind in the name of that person. */
  async refusal(action: string, actor: string): Promise<Entry | undefined> {
    return (await this.entries({ action, actor, outcome: 'denied' }))[0];
  }

  /** What a rule finds in what was done today, once the person who plans inspections has it run; each doubt as the list shows it. */
  async doubtsOf(rule: string): Promise<ShownDoubt[]> {
    const day = (plus: number) => new Date(Date.now() + (8 + plus * 24) * 3_600_000).toISOString().slice(0, 10);
    const span = { from: day(0), until: day(1), rules: [rule], mode: 'raise' };
    const run = await this.post<{ id: string }>('control-head', '/api/v1/doubt-rule-runs', span);
    expect(run.status, JSON.stringify(run.body)).toBe(202);
    const state = async () =>
      (await this.get<{ state: string }>('control-head', `/api/v1/doubt-rule-runs/${run.body.id}`)).body.state;
    await expect.poll(state, { timeout: 30_000, interval: 100 }).toBe('done');
    const { status, body } = await this.get<{ data: ShownDoubt[] }>('control-head', `/api/v1/doubts?rule=${rule}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data;
  }

  leaves(username: string, kind = 'resigned'): Promise<Answer<{ id: string; code?: string; effects: Effects }>> {
    return this.post('sysadmin', `/api/v1/people/${username}/departure`, { kind });
  }

  /** As the database's superuser: time cannot be waited for. */
  async sql(text: string, values?: unknown[]): Promise<unknown[]> {
    const owner = await this.running.database.owner();
    return (await owner.pool.query(text, values)).rows;
  }

  /** The same past the triggers, for rows that no login may move. */
  async sqlPastTriggers(text: string, values: unknown[] = []): Promise<void> {
    const client = await (await this.running.database.owner()).pool.connect();
    try {
      await client.query("begin; set local session_replication_role = 'replica'");
      await client.query(text, values);
      await client.query('commit');
    } finally {
      client.release();
    }
  }

  /** As if the steps of a case had been done so long before. */
  async longAgo(id: string, interval: string): Promise<void> {
    await this.sql(`update access.step set at = at - $2::interval where "case" = $1`, [id, interval]);
  }
}

/** A doubt that a rule has found. */
export interface ShownDoubt {
  rule: string;
  unit: string;
  severity: number;
  facts: Record<string, unknown>;
}

export interface Wish {
  change?: 'grant' | 'revoke';
  beneficiary: string;
  role: string;
  unit: string;
  validFrom?: string;
  validUntil?: string;
  coverPlan?: { by: string[]; until: string; note: string };
  reason?: string;
}

export interface Effects {
  accounts: string[];
  grantsEnded: { id: string; role: string; unit: string }[];
  requestsWithdrawn: string[];
  decisionsReassigned: { request: string; to: string[] }[];
  openCases: { id: string; nextDuty: string | null; candidates: string[] }[];
}

export const rulesOf = ({ conflicts = [] }: { conflicts?: Conflict[] }): string[] => conflicts.map(({ rule }) => rule);
