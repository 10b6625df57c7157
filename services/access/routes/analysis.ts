import { HeldConflict, IdOrCode, Page, pageQuery, Staffing } from '@zhiheng/contracts';
import { type App, callerOf, fieldProblem, Problem, pageOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import type { CentrePolicy } from '../centre-policy.ts';
import { heldConflicts, Scans } from '../conflicts.ts';
import type { Desk } from '../desk.ts';
import { defaultLimit, keyOfCursor, pageInMemory } from '../list-page.ts';
import { codeOf } from '../request-input.ts';
import { staffingFor } from '../staffing.ts';
import { findPerson } from '../store/people-store.ts';
import { type View, viewOf } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

/** What the whole centre breaks, and whether its duties can be filled: for those who oversee it or a part of it. */
export function analysisRoutes(app: App, desk: Desk): void {
  const scans = new Scans();

  app.get('/api/v1/conflicts', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '现有冲突 / conflicts held now or planned, by the static rules',
      querystring: Type.Object(
        {
          rule: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          person: Type.Optional(IdOrCode),
          effect: Type.Optional(Type.Enum(['block', 'observe'])),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(HeldConflict) },
    },
    handler: (request) => {
      const { rule, unit, person, effect, limit = defaultLimit, cursor } = request.query;
      const after = keyOfCursor(cursor);
      return overlook(desk, request, 'conflicts', async (view) => {
        const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await heldConflicts(view, scans, {
          ...(rule === undefined ? {} : { rule: known(view.policy, 'rule', rule) }),
          ...(unit === undefined ? {} : { unit: known(view.policy, 'unit', unit) }),
          ...(found ? { person: found.id } : {}),
          ...(effect === undefined ? {} : { effect }),
          ...(after === undefined ? {} : { after }),
          limit,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ key }) => [key]);
        return { data: data.map(({ row }) => row), nextCursor };
      });
    },
  });

  app.get('/api/v1/staffing', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '岗位配备 / who can fill each item’s duties, and whether distinct people can',
      querystring: Type.Object(
        {
          item: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          away: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 2000,
              description: '假定缺席的人，逗号分隔 / usernames taken to be absent, separated by commas',
            }),
          ),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Staffing) },
    },
    handler: (request) => {
      const { item, unit, away, ...page } = request.query;
      return overlook(desk, request, 'staffing', async (view) => {
        const rows = await staffingFor(view, {
          ...(item === undefined ? {} : { item: known(view.policy, 'item', item) }),
          ...(unit === undefined ? {} : { unit: known(view.policy, 'unit', unit) }),
          away: await absent(view, away),
        });
        return pageInMemory(rows, (row) => `${row.item}/${row.unit}`, page);
      });
    },
  });
}

/** Reads for a caller who oversees something; a refusal is an entry of the log. */
function overlook<T>(
  desk: Desk,
  request: FastifyRequest,
  target: string,
  read: (view: View) => Promise<T>,
): Promise<T> {
  const caller = callerOf(request);
  const refused = {
    ...traceOf(request),
    action: 'access.refused',
    outcome: 'denied',
    targetType: 'analysis',
    target,
  } as const;
  return act(desk.database, caller.centre, refused, async (transaction) => {
    const view = await viewOf(desk, transaction, caller);
    if (view.sight.overseen.size === 0)
      throw new Problem('not-permitted', 'The permission read on person, or a post over the whole centre, is needed.');
    return read(view);
  });
}

/** The code behind a code or id. Throws `unknown-code`. */
function known(policy: CentrePolicy, kind: 'unit' | 'item' | 'rule', idOrCode: string): string {
  const code = codeOf(policy, kind, idOrCode);
  if (!policy.ids.has(`${kind}:${code}`))
    throw fieldProblem('unknown-code', `/${kind}`, `there is no ${kind} "${idOrCode}"`);
  return code;
}

async function absent({ transaction, centre }: View, away: string | undefined): Promise<string[]> {
  const ids: string[] = [];
  for (const name of new Set(away?.split(',') ?? [])) {
    const person = await findPerson(transaction, centre, name);
    if (!person) throw fieldProblem('unknown-code', '/away', `there is no person "${name}"`);
    ids.push(person.id);
  }
  return ids;
}
