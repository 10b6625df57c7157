import { noSuch, type PostTemplate, type RequestInput, said } from '@zhiheng/contracts';
import type { Holding } from '@zhiheng/duties';
import { fieldProblem } from '@zhiheng/http';
import type { Applying } from './applying.ts';
import { type CentrePolicy, rootOf } from './centre-policy.ts';
import { conflictsOf } from './duty-check.ts';
import type { JudgedConflict, Judgement } from './judgement.ts';
import { targetOf } from './request-asked.ts';
import { codeOf } from './request-fields.ts';
import { append } from './store/log-store.ts';
import { readTemplate, writeTemplate } from './store/template-store.ts';

interface TemplateProposal {
  kind: 'template';
  template: PostTemplate;
}

/** The template that is asked for, with every name resolved. Throws a Problem that names the field. */
export function templateProposal(policy: CentrePolicy, input: RequestInput): TemplateProposal {
  const { post, unitKind, unit, roles } = input.template as NonNullable<RequestInput['template']>;
  const template = {
    post,
    unitKind,
    unit: unit === undefined ? null : codeOf(policy, 'unit', unit),
    roles: roles.map(({ role, place }) => ({ role: codeOf(policy, 'role', role), place })),
  };
  requireTemplate(policy, template);
  return { kind: 'template', template };
}

/** Throws `unknown-code`, `invalid-request`. */
export function requireTemplate(policy: CentrePolicy, { unitKind, unit, roles }: PostTemplate): void {
  if (!policy.policy.units.some(({ kind }) => kind === unitKind))
    throw fieldProblem('unknown-code', '/template/unitKind', said('no-unit-of-kind', { kind: unitKind }));
  if (unit !== null && !policy.compiled.unitOf.has(unit))
    throw fieldProblem('unknown-code', '/template/unit', noSuch('unit', unit));
  if (unit !== null && policy.compiled.unitOf.get(unit)?.kind !== unitKind)
    throw fieldProblem('invalid-request', '/template/unit', said('not-of-kind', { kind: unitKind }));
  roles.forEach(({ role, place }, index) => {
    if (!policy.roleOf.has(role))
      throw fieldProblem('unknown-code', `/template/roles/${index}/role`, noSuch('role', role));
    if (roles.findIndex((one) => one.role === role && one.place === place) !== index)
      throw fieldProblem('invalid-request', `/template/roles/${index}`, said('given-twice'));
  });
}

/**
 * What anybody would break who was given all of it, and nothing else: at its unit, else at each unit of the kind, each rule
 * told once. Whoever holds the post already keeps what they hold.
 */
export function judgeTemplate(policy: CentrePolicy, { unitKind, unit, roles }: PostTemplate, at: number): Judgement {
  const { units } = policy.policy;
  const root = rootOf(policy);
  const places = units.filter(({ code, kind }) => (unit === null ? kind === unitKind : code === unit));
  const found = { blocking: new Map<string, JudgedConflict>(), observed: new Map<string, JudgedConflict>() };
  for (const { code } of places) {
    const given = new Map<string, Holding>();
    for (const { role, place } of roles) {
      const where = place === 'unit' ? code : root;
      // Nobody's grants: named by what they would give, and at the root the same for either place.
      const id = `${role}@${where}`;
      given.set(id, { id, person: 'anybody', role, unit: where, from: at, until: Number.POSITIVE_INFINITY });
    }
    const broken = conflictsOf(policy, [], [...given.values()], at);
    for (const effect of ['blocking', 'observed'] as const)
      for (const conflict of broken[effect])
        if (!found[effect].has(conflict.rule)) found[effect].set(conflict.rule, conflict);
  }
  return { blocking: [...found.blocking.values()], observed: [...found.observed.values()] };
}

/** Puts an approved template in the place of what the post was given before. An empty one takes the template away. */
export async function applyTemplate(
  { transaction, policy, request, facts }: Applying,
  proposal: TemplateProposal,
): Promise<void> {
  const { template } = proposal;
  const before = await readTemplate(transaction, policy.centre, template);
  await writeTemplate(transaction, policy.centre, template, request.id);
  await append(transaction, policy.centre, {
    ...facts,
    action: 'policy.changed',
    outcome: 'done',
    targetType: 'template',
    target: targetOf(proposal).target,
    reason: request.reason,
    before: { roles: before },
    after: { roles: template.roles },
    details: { request: request.id },
  });
}
