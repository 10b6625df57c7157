import { problems, said } from '@zhiheng/contracts';
import { type App, type Caller, callerOf, prefersEnglish, type Trace, toProblem, traceOf } from '@zhiheng/http';
import type { FastifyError } from 'fastify';
import type { Desk } from '../desk.ts';
import { changeUser, deleteUser } from '../provisioning.ts';
import { createUser } from '../provisioning-arrival.ts';
import { type Asserted, assertAll } from '../scim/asserted.ts';
import { type BulkOperation, bulkOf, ordered, referenceOf } from '../scim/bulk.ts';
import { ScimFault, scimError, statusOf } from '../scim/fault.ts';
import { patched } from '../scim/patch.ts';
import { type UserFacts, versionOf } from '../scim/user.ts';
import { access, request as body, response, scimJson, tags } from './scim-schemas.ts';

/**
 * Many acts in one request (RFC 7644, 3.7), each in a transaction of its own with its own answer: a process that dies in the midst leaves
 * some of them done whole and the others not begun. Sent again, what is done changes nothing, and who was made is there already (409).
 */
export function scimBulkRoute(app: App, desk: Desk, location: string): void {
  app.post('/Bulk', {
    config: { access },
    schema: { tags, summary: '批量 / many acts, each by itself', body: body.bulk, response: response(200) },
    handler: async (request, reply) => {
      const { operations, failOnErrors } = bulkOf(request.body);
      const made = new Map<string, string>();
      const answers = new Map<BulkOperation, object>();
      let errors = 0;
      for (const operation of ordered(operations)) {
        if (errors >= failOnErrors) break;
        const frame = { method: operation.method, ...(operation.bulkId ? { bulkId: operation.bulkId } : {}) };
        try {
          const user = await perform(desk, callerOf(request), resolved(operation, made), traceOf(request));
          if (user && operation.bulkId) made.set(operation.bulkId, user.id);
          answers.set(operation, { ...frame, ...done(operation, user, location) });
        } catch (error) {
          errors++;
          const problem = toProblem(error as FastifyError);
          if (problem.status >= 500) request.log.error({ err: error }, 'an operation failed');
          const english = prefersEnglish(request.headers['accept-language']);
          answers.set(operation, {
            ...frame,
            ...(operation.user ? { location: `${location}/${operation.user}` } : {}),
            status: String(statusOf(problem)),
            response: scimError(problem, problems[problem.code], english),
          });
        }
      }
      return reply
        .type(scimJson)
        .serializer(JSON.stringify)
        .send({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
          Operations: operations.flatMap((operation) => answers.get(operation) ?? []),
        });
    },
  });
}

/** With the id of whom an earlier operation has made in the place of its `bulkId:`. Throws `invalidValue`. */
function resolved(operation: BulkOperation, made: ReadonlyMap<string, string>): BulkOperation {
  const reference = referenceOf(operation);
  if (reference === undefined) return operation;
  const user = made.get(reference);
  if (user === undefined)
    throw new ScimFault('invalidValue', said('scim-bulk-unknown', { id: reference.slice(0, 200) }));
  return { ...operation, user };
}

async function perform(
  desk: Desk,
  caller: Caller,
  { method, user = '', version, data }: BulkOperation,
  trace: Trace,
): Promise<UserFacts | undefined> {
  if (method === 'DELETE') {
    await deleteUser(desk, caller, { user, ifMatch: version }, trace);
    return undefined;
  }
  const asserted: Asserted = method === 'PATCH' ? patched(data) : {};
  if (method !== 'PATCH') assertAll(asserted, data);
  if (method === 'POST') return createUser(desk, caller, asserted, trace);
  return changeUser(desk, caller, { user, ifMatch: version }, asserted, trace);
}

function done({ method, user }: BulkOperation, facts: UserFacts | undefined, location: string): object {
  const status = method === 'POST' ? '201' : method === 'DELETE' ? '204' : '200';
  const at = `${location}/${facts?.id ?? user}`;
  return { location: at, status, ...(facts ? { version: versionOf(facts) } : {}) };
}
