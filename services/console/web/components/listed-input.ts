import type { RequestInput } from '@zhiheng/contracts';
import type { ChainTerms, ItemTerms, Listed, UnitTerms } from './catalogue-kinds.ts';
import { same } from './rule-input.ts';

/** What the form of a unit, an item or a chain holds: each has its part of it. */
export interface ListedValues {
  nameZh?: string;
  nameEn?: string;
  /** The unit above a unit. */
  parent?: string | null;
  /** The unit that owns an item. */
  unit?: string;
  insurance?: string;
  risk?: ItemTerms['risk'];
  movesFund?: boolean;
  duties?: string[];
  channels?: string[];
  bound?: (string[] | undefined)[];
  stages?: (StageValues | undefined)[];
  reason?: string;
}

type Stage = ChainTerms['stages'][number];
type StageValues = { [K in keyof Stage]?: Stage[K] | null };

/** What the form begins with. */
export function listedValues(listed: Listed): ListedValues {
  switch (listed.kind) {
    case 'units': {
      const { name, parent } = listed.one;
      return { nameZh: name.zh, nameEn: name.en, parent };
    }
    case 'items': {
      const { code: _, name, ...terms } = itemTerms(listed.one);
      return { nameZh: name.zh, nameEn: name.en, ...terms };
    }
    case 'chains':
      return { stages: listed.one.stages };
    case 'roles':
      return {};
  }
}

/** The request that it be so; undefined while the form is not whole, or says nothing new. */
export function listedRequest(listed: Listed, values: ListedValues | undefined): RequestInput | undefined {
  const content = values && contentOf(listed, values);
  return content && { change: 'rule', ...content, reason: values.reason?.trim() ?? '' };
}

function contentOf(
  listed: Listed,
  values: ListedValues,
): Pick<RequestInput, 'unitContent' | 'item' | 'chain'> | undefined {
  switch (listed.kind) {
    case 'units':
      return unitOf(listed.one, values);
    case 'items':
      return itemOf(listed.one, values);
    case 'chains':
      return chainOf(listed.one, values);
    case 'roles':
      return undefined;
  }
}

function nameOf({ nameZh, nameEn }: ListedValues): UnitTerms['name'] | undefined {
  const [zh, en] = [nameZh?.trim(), nameEn?.trim()];
  return zh && en ? { zh, en } : undefined;
}

/** Of a unit only what is another is sent. */
function unitOf({ code, name: named, parent: above }: UnitTerms, values: ListedValues) {
  const name = nameOf(values);
  const parent = values.parent ?? null;
  if (!name || (parent === null && above !== null)) return undefined;
  const changed = { ...(same(name, named) ? {} : { name }), ...(parent === above ? {} : { parent }) };
  return Object.keys(changed).length > 0 ? { unitContent: { code, ...changed } } : undefined;
}

/** Without how it is stored. */
const itemTerms = ({
  code,
  name,
  insurance,
  unit,
  risk,
  movesFund,
  duties,
  channels,
  bound,
}: ItemTerms): ItemTerms => ({
  ...{ code, name, insurance, unit, risk, movesFund, duties, channels },
  ...(bound ? { bound } : {}),
});

/** An item is sent as a whole. */
function itemOf(before: ItemTerms, values: ListedValues) {
  const name = nameOf(values);
  const { unit, insurance, risk, movesFund, duties = [], channels = [], bound: groups = [] } = values;
  if (!name || !unit || !insurance || !risk || movesFund === undefined) return undefined;
  const bound = groups.map((group = []) => group.filter((duty) => duties.includes(duty)));
  if (duties.length === 0 || channels.length === 0 || bound.some((group) => group.length < 2)) return undefined;
  const given = { code: before.code, name, insurance, unit, risk, movesFund, duties, channels };
  const item = itemTerms(bound.length > 0 ? { ...given, bound } : given);
  return same(item, itemTerms(before)) ? undefined : { item };
}

function chainOf({ change, risk, unitKind, stages: before }: ChainTerms, { stages: rows = [] }: ListedValues) {
  const stages = rows.flatMap((row) => stageOf(row) ?? []);
  if (stages.length === 0 || stages.length < rows.length || same(stages, before.map(stageOf))) return undefined;
  const chain = { change, risk, ...(unitKind === undefined ? {} : { unitKind }), stages };
  return { chain: chain as RequestInput['chain'] & object };
}

function stageOf({ by, of, workingDays, escalateTo, quorum, atEnd }: StageValues = {}): Stage | undefined {
  if (!by || !of || !workingDays) return undefined;
  return {
    ...{ by, of, workingDays },
    ...(escalateTo ? { escalateTo } : {}),
    ...(quorum ? { quorum } : {}),
    ...(atEnd ? { atEnd } : {}),
  };
}
