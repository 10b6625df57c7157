import { said } from '@zhiheng/contracts';
import { type AttrExp, type Filter, parse } from 'scim2-parse-filter';
import { attributeOf, type Field, named, urns } from './attributes.ts';
import { noAttribute, ScimFault } from './fault.ts';

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

/** Which users are asked for, in terms of what is kept. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { present: Field }
  | { field: Field; operator: Operator; value: string | boolean | Date }
  | boolean;

const longest = 4_000;

/** Whether something is an expression of the grammar of RFC 7644, 3.4.2.2. */
export function isFilter(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a filter asks for. Throws `invalidFilter`. */
export function conditionOf(text: string): Condition {
  if (text.length > longest) throw new ScimFault('invalidFilter', said('scim-filter-longest', { most: longest }));
  return condition(parsed(text), '');
}

function parsed(text: string): Filter {
  try {
    return parse(text);
  } catch (error) {
    throw new ScimFault('invalidFilter', said('scim-filter', { why: (error as Error).message.slice(0, 200) }));
  }
}

/** `under`: the attribute in whose brackets the expression stands, with its dot. */
function condition(filter: Filter, under: string): Condition {
  switch (filter.op) {
    case 'and':
      return { all: filter.filters.map((one) => condition(one, under)) };
    case 'or':
      return { any: filter.filters.map((one) => condition(one, under)) };
    case 'not':
      return { not: condition(filter.filter, under) };
    case '[]':
      return withinBrackets(filter.attrPath, filter.valFilter);
    default:
      return comparison(`${under}${filter.attrPath}`, filter);
  }
}

/** Of what has several values nothing is kept: no value of it is as the brackets say. Those of a complex attribute are read as its own. */
function withinBrackets(path: string, filter: Filter): Condition {
  const found = named(path);
  if (!found) throw noAttribute(path, 'invalidFilter');
  return found.single ? false : condition(filter, `${path}${path.toLowerCase().startsWith('urn:') ? ':' : '.'}`);
}

function comparison(path: string, filter: AttrExp): Condition {
  const fixed = fixedValues(path);
  if (fixed) return ofFixed(fixed, filter);
  const found = named(path);
  if (!found) throw noAttribute(path, 'invalidFilter');
  const [field] = found.fields;
  if (filter.op === 'pr')
    return found.fields.length === 0 ? false : { any: found.fields.map((present) => ({ present })) };
  if (field === undefined) return filter.op === 'ne' && filter.compValue !== null;
  if (!found.single) throw new ScimFault('invalidFilter', said('scim-path', { path }));
  return compared(field, filter.op, filter.compValue);
}

function compared(field: Field, operator: Operator, value: unknown): Condition {
  if (value === null) {
    if (operator === 'eq') return { not: { present: field } };
    if (operator === 'ne') return { present: field };
    throw wrong(field);
  }
  const { type } = attributeOf(field);
  if (type === 'boolean') return { field, operator: equality(field, operator), value: truth(field, value) };
  if (type === 'dateTime') return { field, operator: order(field, operator), value: instant(field, value) };
  if (typeof value === 'boolean') throw wrong(field);
  return { field, operator, value: String(value) };
}

const wrong = (field: Field): ScimFault =>
  new ScimFault('invalidFilter', said('scim-filter-value', { path: attributeOf(field).path }));

function equality(field: Field, operator: Operator): Operator {
  if (operator !== 'eq' && operator !== 'ne') throw wrong(field);
  return operator;
}

function order(field: Field, operator: Operator): Operator {
  if (operator === 'co' || operator === 'sw' || operator === 'ew') throw wrong(field);
  return operator;
}

/** Some clients quote it. */
function truth(field: Field, value: unknown): boolean {
  const spelt = String(value).toLowerCase();
  if (spelt !== 'true' && spelt !== 'false') throw wrong(field);
  return spelt === 'true';
}

function instant(field: Field, value: unknown): Date {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw wrong(field);
  return date;
}

/** What is the same of every user. */
function fixedValues(path: string): readonly string[] | undefined {
  const name = path.toLowerCase();
  if (name === 'schemas') return Object.values(urns);
  return name === 'meta.resourcetype' ? ['User'] : undefined;
}

function ofFixed(values: readonly string[], filter: AttrExp): boolean {
  if (filter.op === 'pr') return true;
  const wanted = String(filter.compValue).toLowerCase();
  const are = values.map((value) => value.toLowerCase());
  const holds: Record<Operator, (value: string) => boolean> = {
    eq: (value) => value === wanted,
    ne: (value) => value !== wanted,
    co: (value) => value.includes(wanted),
    sw: (value) => value.startsWith(wanted),
    ew: (value) => value.endsWith(wanted),
    gt: (value) => value > wanted,
    ge: (value) => value >= wanted,
    lt: (value) => value < wanted,
    le: (value) => value <= wanted,
  };
  return are.some(holds[filter.op]);
}
