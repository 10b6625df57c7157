import type { Settings } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { Parameters } from '../../doubt-rules/parameters.ts';
import { idsBetween } from '../least-id.ts';

/** What is looked through: whole days in Shanghai of one centre, half-open; what a rule looks back over lies before. */
export interface Scope {
  readonly centre: string;
  readonly from: Date;
  readonly until: Date;
  /** The days on which nobody works, `YYYY-MM-DD`, in the span and a day before. */
  readonly closedDays: readonly string[];
}

/** A doubt as a rule's statement gives it. */
export interface FoundRow {
  rule: string;
  /** The same facts have the same key, whatever span they were found in. */
  key: string;
  unit: string;
  item: string | null;
  case: string | null;
  subject: Buffer | null;
  people: string[];
  facts: Record<string, unknown>;
  at: Date;
}

/** A statement that finds the doubts of one rule, or of several that share what they read. */
export interface Probe {
  readonly rules: readonly string[];
  /** Settings of PostgreSQL besides those of every statement. */
  readonly settings?: Settings;
  select(scope: Scope, parametersOf: (rule: string) => Parameters): RawBuilder<FoundRow>;
}

type Piece = RawBuilder<unknown>;
const none: Piece = sql`null`;

/** The columns of FoundRow. Where the unit is that of an item or a person it is looked up for what is found only. */
export const columns = (
  rule: string,
  row: {
    key: Piece;
    unit?: Piece;
    ofItem?: Piece;
    ofPerson?: Piece;
    item?: Piece;
    case?: Piece;
    subject?: Piece;
    people: Piece;
    facts: Piece;
    at: Piece;
  },
): Piece => sql`${sql.lit(rule)}::text as rule, ${row.key} as key, (${row.unit ?? none})::text as unit,
  (${row.ofItem ?? none})::text as of_item, (${row.ofPerson ?? none})::uuid as of_person, (${row.item ?? none})::text as item,
  (${row.case ?? none})::uuid as "case", (${row.subject ?? none})::bytea as subject, ${row.people} as people,
  ${row.facts} as facts, ${row.at} as at`;

/** Parts of a key. */
export const keyOf = (...parts: Piece[]): Piece => sql`concat_ws('|', ${sql.join(parts)})`;

export const days = (count: number): Piece => sql`make_interval(days => ${sql.lit(count)})`;
export const minutes = (count: number): Piece => sql`make_interval(mins => ${sql.lit(count)})`;
export const hours = (count: number): Piece => sql`make_interval(hours => ${sql.lit(count)})`;
export const seconds = (count: number): Piece => sql`make_interval(secs => ${sql.lit(count)})`;

/** The civil day and month of an instant in China, which keeps one time. */
export const dayIn = (at: Piece): Piece => sql`(${at} at time zone 'Asia/Shanghai')::date`;
export const monthIn = (at: Piece): Piece => sql`to_char(${at} at time zone 'Asia/Shanghai', 'YYYY-MM')`;

/** The same day as a number, by arithmetic: of millions of instants cheaper than by the rules of a zone. */
export const dayNumber = (at: Piece): Piece => sql`floor((date_part('epoch', ${at}) + 28800) / 86400)`;
export const dateOf = (number: Piece): Piece => sql`date '1970-01-01' + ${number}::integer`;

/** The instant at which a date begins in China. */
export const startOfDay = (date: Piece): Piece => sql`((${date})::timestamp at time zone 'Asia/Shanghai')`;

/** The median of a sorted array without one of this value; null where there is no other. */
export const medianWithout = (sorted: Piece, value: Piece): Piece => {
  const place = (j: Piece) => sql`${sorted}[1 + ${j} + (${j} >= width_bucket(${value}, ${sorted}) - 1)::integer]`;
  const others = sql`(cardinality(${sorted}) - 1)`;
  return sql`((${place(sql`(${others} - 1) / 2`)} + ${place(sql`${others} / 2`)}) / 2.0)::float8`;
};

const dayMs = 24 * 60 * 60 * 1000;

/** That `at` lies in the span, or so many days before it; `id` is a UUIDv7 made then, by whose range the key is read. */
export const within = (scope: Scope, at: Piece, id: Piece, back = 0): Piece => {
  const from = scope.from.getTime() - back * dayMs;
  const { first, last } = idsBetween(from, scope.until.getTime());
  return sql`${at} >= ${new Date(from)} and ${at} < ${scope.until} and ${id} >= ${first}::uuid and ${id} < ${last}::uuid`;
};

/** That `at` lies in the span, or so many days before it, where there is an index by it. */
export const during = (scope: Scope, at: Piece, back = 0): Piece =>
  sql`${at} >= ${new Date(scope.from.getTime() - back * dayMs)} and ${at} < ${scope.until}`;

/** The unit at the top of the centre's tree. */
export const rootUnit = (scope: Scope): Piece =>
  sql`(select unit from access.published_unit where centre = ${scope.centre} and parent is null limit 1)`;

/** A sign-in's or reading's person as the human whose record it was. */
export const human = (scope: Scope, person: Piece): Piece =>
  sql`(select human from access.published_human where centre = ${scope.centre} and person = ${person})`;

export const listed = (values: readonly string[]): Piece => sql`any(${values}::text[])`;
