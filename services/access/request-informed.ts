import { type Chain, findChain, holdersOf, type Organisation } from '@zhiheng/approvals';
import type { CentrePolicy } from './centre-policy.ts';
import { cureOf } from './request-asked.ts';
import type { ResolvedInput } from './request-fields.ts';

type Told = Pick<ResolvedInput, 'change' | 'beneficiary' | 'unit' | 'proposal'>;

/**
 * Ids of those who are told of a request without deciding on it: where somebody is to be granted something in another
 * section, who heads their own; where grants are to end with a change of policy, who would else have been asked first. Nobody is
 * told of what they ask for themselves, or get.
 */
export function informedOf(
  policy: Pick<CentrePolicy, 'chains' | 'roleOf' | 'compiled'>,
  chain: Pick<Chain, 'stages'>,
  asked: Told,
  requester: string,
  organisation: Organisation,
): string[] {
  const heads = isWidening(asked) ? homeHeads(chain, asked, organisation) : cureHeads(policy, asked, organisation);
  return heads.filter((person) => person !== requester);
}

const isWidening = ({ change }: Told): boolean => change === 'grant' || change === 'extend';

const headStage = ({ stages }: Pick<Chain, 'stages'>) => stages.find(({ of }) => of === 'grant-unit');

/** The head is who holds the post that the chain asks at the grant's unit, found from the beneficiary's home in the same way. */
function homeHeads(chain: Pick<Chain, 'stages'>, { beneficiary, unit }: Told, organisation: Organisation): string[] {
  const head = headStage(chain);
  if (!head) return [];
  const headsOf = (where: string) => holdersOf(head.by, head.of, where, organisation);
  const known = new Set([...headsOf(unit), beneficiary.id]);
  return headsOf(beneficiary.unit).filter((person) => !known.has(person));
}

/** Of each grant the post that its own removal would be asked of at its unit, unless it is who loses it. */
function cureHeads(
  { chains, roleOf, compiled }: Pick<CentrePolicy, 'chains' | 'roleOf' | 'compiled'>,
  { proposal }: Told,
  organisation: Organisation,
): string[] {
  const heads = (cureOf({ proposal })?.removals ?? []).flatMap(({ person, role, unit }) => {
    const chain = findChain(chains, 'revoke', roleOf.get(role)?.risk ?? 3, compiled.unitOf.get(unit)?.kind);
    const head = chain && headStage(chain);
    return head ? holdersOf(head.by, head.of, unit, organisation).filter((one) => one !== person) : [];
  });
  return [...new Set(heads)];
}
