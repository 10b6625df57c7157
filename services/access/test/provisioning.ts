import type { County } from './open-county.ts';

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const employment = 'urn:zhiheng:params:scim:schemas:1.0:Employment';
const type = { 'content-type': 'application/scim+json' };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The HR system of a county: sends what it is given as SCIM, and gives the answer as it came. */
export class HrSystem {
  readonly #county: Pick<County, 'service' | 'client'>;

  constructor(county: Pick<County, 'service' | 'client'>) {
    this.#county = county;
  }

  send(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const sent = { ...(body === undefined ? {} : type), ...headers };
    return this.#county.service.send(this.#county.client('scim'), {
      ...{ method, url: `/scim/v2${path}`, headers: sent },
      ...payload,
    });
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  patch = (user: string, operations: object | object[], headers?: Record<string, string>) =>
    this.send('PATCH', `/Users/${user}`, patchOf(operations), headers);

  /** The users that a filter finds, by username. */
  async found(filter: string): Promise<string[]> {
    const answer = await this.get(`/Users?${new URLSearchParams({ filter, count: '200' })}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().Resources.map(({ userName }: { userName: string }) => userName);
  }

  async idOf(username: string): Promise<string> {
    const answer = await this.get(`/Users?${new URLSearchParams({ filter: `userName eq "${username}"` })}`);
    return answer.json().Resources[0].id;
  }

  add = (userName: string, more: object = {}) =>
    this.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      ...{ userName, displayName: '新同事', [enterprise]: { department: 'card' }, ...more },
    });
}

const patchOf = (operations: object | object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [operations].flat(),
});
