import type { Item } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { codeOf } from './request-fields.ts';

export type Facts = Readonly<Record<string, unknown>>;

/**
 * What a decision is asked about, in the shape of AuthZEN's evaluation request: conditions of permissions look into it
 * over the dotted paths `subject.properties.*`, `action.properties.*`, `resource.properties.*` and `context.*`.
 */
export type Inquiry = {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: Facts | undefined };
  readonly action: { readonly name: string; readonly properties?: Facts | undefined };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: Facts | undefined };
  readonly context?: Facts | undefined;
  /** Keyed hash of whom a case that is not recorded is about, in hexadecimal. */
  readonly about?: string | undefined;
};

/** The case of an act, as far as conditions may look at it. */
export interface CaseFacts {
  item: string;
  unit: string;
  channel?: string | null;
  amountFen?: number | null;
  reference?: string;
}

/** The inquiry whether someone may do a duty on a case. */
export const dutyInquiry = (
  subject: { id: string; properties: Facts },
  duty: string,
  id: string,
  facts: CaseFacts,
): Inquiry => ({
  subject: { type: 'person', ...subject },
  action: { name: duty },
  resource: { type: 'case', id, properties: caseFacts(facts) },
});

/** What a case has not is absent to conditions, as it is in a request that does not name it. */
export function caseFacts({ item, unit, channel, amountFen, reference }: CaseFacts): Facts {
  const facts: Record<string, unknown> = { item, unit };
  if (channel != null) facts.channel = channel;
  if (amountFen != null) facts.amountFen = amountFen;
  if (reference !== undefined) facts.reference = reference;
  return facts;
}

/**
 * The inquiry with the ids of items and units turned into their codes. A case without a unit is one at the unit that
 * owns its item. Undefined when it names an item or a unit that the centre does not have.
 */
export function placed(policy: CentrePolicy, inquiry: Inquiry): Inquiry | undefined {
  const { resource } = inquiry;
  const { item: itemName, unit: unitName } = resource.properties ?? {};
  if (resource.type !== 'case' && itemName === undefined && unitName === undefined) return inquiry;
  const item = itemName === undefined ? undefined : findItem(policy, itemName);
  const unit = unitName === undefined ? item?.unit : findUnit(policy, unitName);
  if (itemName !== undefined && !item) return undefined;
  if (unitName !== undefined && !unit) return undefined;
  if (resource.type === 'case' && !item) return undefined;
  if (item?.code === itemName && unit === unitName) return inquiry;
  const properties = { ...resource.properties, ...(item ? { item: item.code } : {}), ...(unit ? { unit } : {}) };
  return { ...inquiry, resource: { ...resource, properties } };
}

function findItem(policy: CentrePolicy, name: unknown): Item | undefined {
  if (typeof name !== 'string') return undefined;
  return policy.itemOf.get(name) ?? policy.itemOf.get(codeOf(policy, 'item', name));
}

function findUnit(policy: CentrePolicy, name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const { unitOf } = policy.compiled;
  return (unitOf.get(name) ?? unitOf.get(codeOf(policy, 'unit', name)))?.code;
}
