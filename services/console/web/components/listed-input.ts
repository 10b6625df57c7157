import type { RequestInput } from '@zhiheng/contracts';
import { type ChainTerms, type ItemTerms, keyOf, type Listed, type UnitTerms } from './catalogue-kinds.ts';
import { codePattern } from './code-pattern.ts';
import { same } from './rule-input.ts';

/** What the form of a unit, an item or a chain holds: each has its part of it. */
export interface ListedValues {
  /** Of a new unit or item. */
  code?: string;
  /** Of a new unit. */
  kind?: string;
  /** What goes through a new chain. */
  change?: ChainTerms['change'];
  unitKind?: string | null;
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
  /** By duty, roles that a new item is tried with; not asked for. */
  performers?: Record<string, string[] | undefined>;
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

/** Kinds of the catalogue that are proposed by these forms; a role has one of its own. */
export type NewKind = Exclude<Listed['kind'], 'roles'>;

/** What the form of a new one begins with. */
export const newListed: Readonly<Record<NewKind, ListedValues>> = {
  units: {},
  items: { risk: 2, movesFund: false, duties: ['handle', 'review'], channels: ['hall'] },
  chains: { change: 'grant', risk: 1, stages: [{ of: 'grant-unit', workingDays: 3 }] },
};

/** The request for one that is not there yet; undefined while the form is not whole, or what it names is `taken`. */
export function newListedRequest(
  kind: NewKind,
  values: ListedValues = {},
  taken: readonly string[],
): RequestInput | undefined {
  const content = newContent(kind, values);
  const key = content && keyOf(content.listed);
  if (!content || key === undefined || taken.includes(key)) return undefined;
  return { change: 'rule', ...content.input, reason: values.reason?.trim() ?? '' };
}

type NewContent = { listed: Listed; input: Pick<RequestInput, 'unitContent' | 'item' | 'chain'> };

function newContent(kind: NewKind, values: ListedValues): NewContent | undefined {
  if (kind === 'chains') return newChain(values);
  const { code = '' } = values;
  if (!codePattern.test(code)) return undefined;
  return kind === 'units' ? newUnit(code, values) : newItem(code, values);
}

function newUnit(code: string, values: ListedValues): NewContent | undefined {
  const name = nameOf(values);
  const { kind, parent } = values;
  if (!name || !kind || !parent) return undefined;
  const unit = { code, name, kind, parent };
  return { listed: { kind: 'units', one: unit }, input: { unitContent: unit } };
}

function newItem(code: string, values: ListedValues): NewContent | undefined {
  const item = itemFrom(code, values);
  return item && { listed: { kind: 'items', one: item }, input: { item } };
}

function newChain({ change, risk, unitKind, stages: rows = [] }: ListedValues): NewContent | undefined {
  const stages = stagesFrom(rows);
  if (!change || !risk || !stages) return undefined;
  const chain = { change, risk, ...(unitKind ? { unitKind } : {}), stages };
  return { listed: { kind: 'chains', one: chain }, input: { chain: chain as RequestInput['chain'] & object } };
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
  const item = itemFrom(before.code, values);
  return item === undefined || same(item, itemTerms(before)) ? undefined : { item };
}

/** Undefined while something is missing. */
export function itemFrom(code: string, values: ListedValues): ItemTerms | undefined {
  const name = nameOf(values);
  const { unit, insurance, risk, movesFund, duties = [], channels = [], bound: groups = [] } = values;
  if (!name || !unit || !insurance || !risk || movesFund === undefined) return undefined;
  const bound = groups.map((group = []) => group.filter((duty) => duties.includes(duty)));
  if (duties.length === 0 || channels.length === 0 || bound.some((group) => group.length < 2)) return undefined;
  const given = { code, name, insurance, unit, risk, movesFund, duties, channels };
  return itemTerms(bound.length > 0 ? { ...given, bound } : given);
}

function chainOf({ change, risk, unitKind, stages: before }: ChainTerms, { stages: rows = [] }: ListedValues) {
  const stages = stagesFrom(rows);
  if (!stages || same(stages, before.map(stageOf))) return undefined;
  const chain = { change, risk, ...(unitKind === undefined ? {} : { unitKind }), stages };
  return { chain: chain as RequestInput['chain'] & object };
}

/** Undefined while there is none, or one is not whole. */
function stagesFrom(rows: readonly (StageValues | undefined)[]): Stage[] | undefined {
  const stages = rows.flatMap((row) => stageOf(row) ?? []);
  return stages.length > 0 && stages.length === rows.length ? stages : undefined;
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
