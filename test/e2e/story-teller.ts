import type { Database } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import { expect } from 'vitest';
import { type Answer, asClient, asPerson, type Caller } from '../support/api.ts';

/** Where the story is told: the reference county with its demo credentials under one origin, however its services run. */
export interface Stage {
  readonly origin: string;
  /** `owner` signs in as the database's superuser. */
  readonly database: Pick<TestDatabase, 'owner' | 'settled'>;
  stop(): Promise<void>;
}

export interface ChangeRequest {
  id: string;
  state: string;
  stages: { by: string; state: string; candidates: string[] }[];
  conflicts: unknown[];
  submittable?: boolean;
}

export interface Problem {
  code: string;
  title: string;
  conflicts: {
    rule: string;
    source: string;
    items: string[];
    with: { grant?: string; role?: string }[];
    resolution: { zh: string; en: string };
  }[];
}

export const award = { item: 'enterprise-pension-award', unit: 'enterprise-pension' };

const people = [
  'newcomer',
  'enterprise-pension-head',
  'control-head',
  'director',
  'sysadmin',
  'inspector',
  'enterprise-pension-op1',
];

/** Who acts in the story, and what they do again and again. */
export class Story {
  #stage: Stage | undefined;
  #business: Caller | undefined;
  readonly #callers = new Map<string, Caller>();

  async open(start: () => Promise<Stage>): Promise<void> {
    this.#stage = await start();
    for (const username of people) this.#callers.set(username, await asPerson(this.origin, username));
    this.#business = await asClient(this.origin, 'demo-business', 'decide cases:write audit:read audit:write');
  }

  async close(): Promise<void> {
    await this.#stage?.stop();
  }

  get origin(): string {
    return (this.#stage as Stage).origin;
  }

  /** The business system. */
  get business(): Caller {
    return this.#business as Caller;
  }

  /** Before the log is read for what was just done. */
  readonly settled = (): Promise<void> => (this.#stage as Stage).database.settled();

  readonly superuser = (): Promise<Database> => (this.#stage as Stage).database.owner();

  readonly as = (username: string): Caller => this.#callers.get(username) as Caller;

  readonly wish = (role: string, more: object = {}) => ({
    change: 'grant',
    beneficiary: 'newcomer',
    role,
    unit: 'enterprise-pension',
    reason: '新入职',
    ...more,
  });

  readonly decide = (username: string, id: string, decision = 'approve'): Promise<Answer<ChangeRequest & Problem>> =>
    this.as(username).post(`/api/v1/requests/${id}/decisions`, { decision, comment: '已核对' });

  readonly may = async (
    username: string,
    action: string,
    resource: object = { type: 'case', id: 'new', properties: award },
  ): Promise<boolean> => {
    const { status, body } = await this.business.post<{ decision: boolean }>('/access/v1/evaluation', {
      subject: { type: 'person', id: username },
      action: { name: action },
      resource,
    });
    expect(status).toBe(200);
    return body.decision;
  };

  readonly step = (
    id: string,
    duty: string,
    actor: string,
  ): Promise<Answer<Problem & { case: { state: string; nextDuty: string | null } }>> =>
    this.business.post(`/api/v1/cases/${id}/steps`, { duty, actor });
}
