import type { ActionSearch, ResourceSearch, SubjectSearch } from '@zhiheng/contracts';
import type { LastChange } from './epoch.ts';
import { unavailable } from './error.ts';
import type { PageOptions } from './rows.ts';
import type { Transport } from './transport.ts';

interface Entity {
  type: string;
  id: string;
}
type Results<T> = AsyncGenerator<T, void, undefined>;
type Wanted<T> = Omit<T, 'page'>;
type Question = Wanted<SubjectSearch> | Wanted<ResourceSearch> | Wanted<ActionSearch>;

export interface Search {
  /** People who may do the action on the resource. */
  subjects(wanted: Omit<Wanted<SubjectSearch>, 'subject'>, options?: PageOptions): Results<Entity>;
  /** Cases, or registered resources of a type, on which the subject may do the action. */
  resources(wanted: Wanted<ResourceSearch>, options?: PageOptions): Results<Entity>;
  /** Names of actions that the subject may do on the resource. */
  actions(wanted: Wanted<ActionSearch>, options?: PageOptions): Results<string>;
}

/**
 * AuthZEN searches, fetched page by page as results are taken. They throw ZhihengError rather than end early: a part is
 * never passed off as the whole.
 */
export function searchOver(send: Transport, lastChange: LastChange): Search {
  async function* results(sought: string, wanted: Question, { pageSize = 100, ...options }: PageOptions = {}) {
    for (let token = ''; ; ) {
      const answer = await send({
        method: 'POST',
        path: `/access/v1/search/${sought}`,
        body: { ...lastChange.known(wanted), page: { limit: pageSize, ...(token ? { token } : {}) } },
        scope: 'decide',
        ...options,
      });
      const { results: found, page } = (answer instanceof Object ? answer : {}) as Partial<Page>;
      if (!Array.isArray(found) || typeof page?.next_token !== 'string') throw unavailable('the answer is no page');
      yield* found;
      token = page.next_token;
      if (!token) return;
    }
  }
  return {
    subjects: (wanted, options) =>
      results('subject', { ...wanted, subject: { type: 'person' } }, options) as Results<Entity>,
    resources: (wanted, options) => results('resource', wanted, options) as Results<Entity>,
    async *actions(wanted, options) {
      for await (const { name } of results('action', wanted, options) as Results<{ name: string }>) yield name;
    },
  };
}

interface Page {
  results: unknown[];
  page: { next_token: string };
}
