import { noSuch, type RequestInput, said } from '@zhiheng/contracts';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Retirement, targetOf } from './request-asked.ts';
import { codeOf } from './request-fields.ts';

/**
 * The retirement that is asked for, or that something is put back; undefined when none is. What retires keeps its content, so that
 * nothing else is said with it; `retired: false` beside content says only what was read. Throws a Problem that names the field.
 */
export function retirementProposal(policy: CentrePolicy, input: RequestInput): Retirement | undefined {
  const { content, item, unitContent, chain } = input;
  if (says('/content', content, [])) {
    const named = input.role as string;
    const role = found('role', '/role', named, policy.roleOf.get(codeOf(policy, 'role', named)));
    return { kind: 'role', role, retired: content.retired };
  }
  if (says('/item', item, ['code']))
    return {
      kind: 'item',
      item: found('item', '/item/code', item.code, policy.itemOf.get(item.code)),
      retired: item.retired,
    };
  if (says('/unitContent', unitContent, unitContent?.retired ? ['code', 'into'] : ['code']))
    return unitRetirement(policy, unitContent, unitContent.retired);
  if (says('/chain', chain, ['change', 'risk', 'unitKind'])) return chainRetirement(policy, chain, chain.retired);
  return undefined;
}

/** Whether the content asked for is that it retires, or is put back: named by these fields, and nothing else. */
function says<T extends { retired?: boolean }>(
  path: string,
  given: T | undefined,
  names: readonly string[],
): given is T & { retired: boolean } {
  if (given?.retired === undefined) return false;
  const other = Object.keys(given).find((field) => field !== 'retired' && !names.includes(field));
  if (other === undefined) return true;
  if (!given.retired) return false;
  throw fieldProblem('invalid-request', `${path}/${other}`, said('not-with-retired'));
}

function unitRetirement(
  policy: CentrePolicy,
  given: NonNullable<RequestInput['unitContent']>,
  retired: boolean,
): Retirement {
  const unit = found('unit', '/unitContent/code', given.code, policy.compiled.unitOf.get(given.code));
  const into = given.into === undefined ? {} : { into: codeOf(policy, 'unit', given.into) };
  return { kind: 'unit', unit, retired, ...into };
}

function chainRetirement(
  { chains, retiredChains = [] }: CentrePolicy,
  given: NonNullable<RequestInput['chain']>,
  retired: boolean,
): Retirement {
  const { target } = targetOf({ kind: 'chain', chain: { ...given, stages: [] } });
  const named = [...chains, ...retiredChains].find((chain) => targetOf({ kind: 'chain', chain }).target === target);
  return { kind: 'chain', chain: found('chain', '/chain', target, named), retired };
}

/** As it stands, whether it is retired or not. */
function found<T extends object>(
  kind: Retirement['kind'],
  path: string,
  code: string,
  one: (T & { retired?: boolean }) | undefined,
): T {
  if (one === undefined) throw fieldProblem('unknown-code', path, noSuch(kind, code));
  const { retired: _, ...content } = one;
  return content as unknown as T;
}
