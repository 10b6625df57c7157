import { noSuch, said } from '@zhiheng/contracts';
import { callerOf, fieldProblem, Problem, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { Desk } from './desk.ts';
import { codeOf } from './request-fields.ts';
import { findPerson } from './store/people-store.ts';
import { type View, viewOf } from './viewer.ts';

/** Reads for a caller who oversees something; a refusal is an entry of the log. Throws `not-permitted`. */
export function overlook<T>(
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
    if (view.sight.overseen.size === 0) throw new Problem('not-permitted', said('read-person-or-post'));
    return read(view);
  });
}

/** The code behind a code or id. Throws `unknown-code`, naming `path`. */
export function known(
  policy: CentrePolicy,
  kind: 'unit' | 'item' | 'rule' | 'role',
  idOrCode: string,
  path = `/${kind}`,
) {
  const code = codeOf(policy, kind, idOrCode);
  if (!policy.ids.has(`${kind}:${code}`)) throw fieldProblem('unknown-code', path, noSuch(kind, idOrCode));
  return code;
}

/** The ids of people by username or id, each once. Throws `unknown-code`, naming `path`. */
export async function peopleNamed(
  { transaction, centre }: View,
  names: Iterable<string>,
  path: string,
): Promise<string[]> {
  const ids = new Set<string>();
  for (const name of new Set(names)) {
    const person = await findPerson(transaction, centre, name);
    if (!person) throw fieldProblem('unknown-code', path, noSuch('person', name));
    ids.add(person.id);
  }
  return [...ids];
}
