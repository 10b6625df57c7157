import { type PostTemplate, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import { type CentrePolicy, rootOf } from './centre-policy.ts';
import { readTemplates, type TemplateRow } from './store/template-store.ts';

/** Templates as they are shown, by post, kind and unit. */
export async function postTemplates(transaction: Transaction, centre: string): Promise<PostTemplate[]> {
  const rows = await readTemplates(transaction, centre);
  return [...Map.groupBy(rows, keyOf)].map(([, own]) => {
    const { post, unitKind, unit } = own[0] as TemplateRow;
    return { post, unitKind, unit: unit || null, roles: own.map(({ role, place }) => ({ role, place })) };
  });
}

const keyOf = ({ post, unitKind, unit }: TemplateRow): string => JSON.stringify([post, unitKind, unit]);

/** What a post at a unit is given: by the template of that unit, else by that of its kind. Throws `unknown-code`. */
export async function rolesOfPost(
  transaction: Transaction,
  policy: CentrePolicy,
  post: string,
  unit: string,
): Promise<{ role: string; unit: string }[]> {
  const given = await givenTo(transaction, policy, post, unit);
  if (given.length === 0) throw fieldProblem('unknown-code', '/post', said('no-template', { post, unit }));
  return given;
}

/** The same; nothing where there is no template. */
export async function givenTo(
  transaction: Transaction,
  policy: CentrePolicy,
  post: string,
  unit: string,
): Promise<{ role: string; unit: string }[]> {
  const kind = policy.compiled.unitOf.get(unit)?.kind;
  const rows = (await readTemplates(transaction, policy.centre, post)).filter(({ unitKind }) => unitKind === kind);
  const own = rows.filter((row) => row.unit === unit);
  const chosen = own.length ? own : rows.filter((row) => row.unit === '');
  const root = rootOf(policy);
  return chosen.map(({ role, place }) => ({ role, unit: place === 'unit' ? unit : root }));
}
