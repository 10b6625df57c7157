import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem, problemOf, Unreachable } from './problem.ts';
import type { paths } from './schema.gen.ts';
import { accessToken, endSession } from './session.ts';
import { askStepUp, stepUpOf } from './step-up.ts';

/** Which language the services answer in; set by the language switch. */
let language = 'zh-CN';
export function speak(tag: string): void {
  language = tag;
}

/** The request with the person's token and language. */
export async function identified(request: Request): Promise<Request> {
  const token = await accessToken();
  if (token) request.headers.set('authorization', `Bearer ${token}`);
  request.headers.set('accept-language', language);
  return request;
}

/** Requests as they were before they were sent, for the case that they are to be sent again. */
const spare = new Map<string, Request>();

const identify: Middleware = {
  onRequest({ request, id }) {
    spare.set(id, request.clone());
    return identified(request);
  },
  async onResponse({ response, id }) {
    const again = spare.get(id);
    spare.delete(id);
    const wanted = await stepUpOf(response);
    if (!wanted || !again || !(await askStepUp(wanted))) return undefined;
    return fetch(await identified(again));
  },
  onError({ id }) {
    spare.delete(id);
  },
};

/** Asks the services; paths, queries, bodies and answers are typed by their OpenAPI document. */
export const client = createClient<paths>({ baseUrl: window.location.origin });
client.use(identify);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws ApiProblem or Unreachable; a 401 ends the session and says why. */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    throw new Unreachable(cause instanceof Error ? cause.message : String(cause), { cause });
  });
  if (response.ok) return data as T;
  const problem = problemOf(error, response);
  if (response.status === 401 && problem instanceof ApiProblem) {
    const { title, code } = problem.document;
    // What needs a second factor, and was not given one, is refused; the session stands.
    if (code === 'step-up-required') throw problem;
    await endSession(code === 'account-disabled' ? { kind: 'disabled', title } : { kind: 'ended' });
  }
  throw problem;
}

/** Every row of a list that is read page by page. */
export async function allPages<T>(
  read: (cursor: string | undefined) => Promise<{ data: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}

/** A parameter only when it is given: the services refuse what they do not know, empty text included. */
export const given = <T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined | ''> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined | ''>;
  };
