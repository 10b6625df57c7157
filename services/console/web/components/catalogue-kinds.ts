import type { Chain, GrantLimit, Item, Role, Unit } from '@zhiheng/contracts';
import type { RoleTerms } from './role-words.ts';

/** What retires and is put back by request: each a list of the catalogue. */
export const catalogueKinds = ['units', 'items', 'roles', 'chains'] as const;
export type CatalogueKind = (typeof catalogueKinds)[number];

export type UnitTerms = Omit<Unit, 'id' | 'retired'>;
export type ItemTerms = Omit<Item, 'id' | 'retired'>;
export type ChainTerms = Omit<Chain, 'retired'>;

/** Something of the catalogue, as it is or as it is to be. */
export type Listed = { retired?: boolean | undefined } & (
  | { kind: 'units'; one: UnitTerms }
  | { kind: 'items'; one: ItemTerms }
  | { kind: 'roles'; one: RoleTerms }
  | { kind: 'chains'; one: ChainTerms }
);

/** A chain has no code: this tells it from others, in addresses and where the service names it. */
const chainKey = ({ change, risk, unitKind = '' }: Pick<Chain, 'change' | 'risk' | 'unitKind'>): string =>
  `${change}/${risk}/${unitKind}`;

export const keyOf = (listed: Listed): string => (listed.kind === 'chains' ? chainKey(listed.one) : listed.one.code);

/** What a request would make of something of the catalogue; `into`: the unit that takes over. */
export type CatalogueProposal = { retired?: boolean; into?: string } & (
  | { kind: 'unit'; unit: UnitTerms }
  | { kind: 'item'; item: ItemTerms }
  | { kind: 'role'; role: RoleTerms }
  | { kind: 'chain'; chain: ChainTerms }
);

export interface LimitProposal {
  kind: 'limit';
  limit: GrantLimit;
}

export function listedOf(proposal: CatalogueProposal): Listed {
  const { retired } = proposal;
  switch (proposal.kind) {
    case 'unit':
      return { kind: 'units', one: proposal.unit, retired };
    case 'item':
      return { kind: 'items', one: proposal.item, retired };
    case 'role':
      return { kind: 'roles', one: proposal.role, retired };
    case 'chain':
      return { kind: 'chains', one: proposal.chain, retired };
  }
}

/** As the service lists them. */
export const listedAs = (kind: CatalogueKind, one: Unit | Item | Role | Chain): Listed =>
  ({ kind, one, retired: one.retired }) as Listed;
