import type { RequestInput } from '@zhiheng/contracts';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Retirement, targetOf } from './request-asked.ts';
import { codeOf } from './request-fields.ts';

/**
 * The retirement that is asked for, or that something is put back; undefined when none is. What retires keeps its content, so that
 * nothing else is said with it. Throws a Problem that names the field.
 */
export function retirementProposal(policy: CentrePolicy, input: RequestInput): Retirement | undefined {
  const { content, item, unitContent, chain } = input;
  if (content?.retired !== undefined) return roleRetirement(policy, input.role as string, content.retired, content);
  if (item?.retired !== undefined) {
    requireAlone('/item', item, ['code', 'retired']);
    return { kind: 'item', item: found('/item/code', item.code, policy.itemOf.get(item.code)), retired: item.retired };
  }
  if (unitContent?.retired !== undefined) return unitRetirement(policy, unitContent, unitContent.retired);
  if (chain?.retired !== undefined) return chainRetirement(policy, chain, chain.retired);
  return undefined;
}

function roleRetirement(policy: CentrePolicy, named: string, retired: boolean, content: object): Retirement {
  requireAlone('/content', content, ['retired']);
  return { kind: 'role', role: found('/role', named, policy.roleOf.get(codeOf(policy, 'role', named))), retired };
}

function unitRetirement(
  policy: CentrePolicy,
  given: NonNullable<RequestInput['unitContent']>,
  retired: boolean,
): Retirement {
  requireAlone('/unitContent', given, ['code', 'retired', ...(retired ? ['into'] : [])]);
  const unit = found('/unitContent/code', given.code, policy.compiled.unitOf.get(given.code));
  const into = given.into === undefined ? {} : { into: codeOf(policy, 'unit', given.into) };
  return { kind: 'unit', unit, retired, ...into };
}

function chainRetirement(
  { chains, retiredChains = [] }: CentrePolicy,
  given: NonNullable<RequestInput['chain']>,
  retired: boolean,
): Retirement {
  requireAlone('/chain', given, ['change', 'risk', 'unitKind', 'retired']);
  const { target } = targetOf({ kind: 'chain', chain: { ...given, stages: [] } });
  const named = [...chains, ...retiredChains].find((chain) => targetOf({ kind: 'chain', chain }).target === target);
  return { kind: 'chain', chain: found('/chain', target, named), retired };
}

/** As it stands, whether it is retired or not. */
function found<T extends object>(path: string, code: string, one: (T & { retired?: boolean }) | undefined): T {
  if (one === undefined) throw fieldProblem('unknown-code', path, `there is no "${code}"`);
  const { retired: _, ...content } = one;
  return content as unknown as T;
}

function requireAlone(path: string, given: object, fields: readonly string[]): void {
  const other = Object.keys(given).find((field) => !fields.includes(field));
  if (other !== undefined)
    throw fieldProblem(
      'invalid-request',
      `${path}/${other}`,
      'does not go with retired: what retires keeps its content',
    );
}
