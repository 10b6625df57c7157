import {
  Code,
  FindingDimensionCode,
  FindingNatureCode,
  FindingSourceCode,
  FindingStateCode,
  Id,
  pageQuery,
  RectificationStateCode,
} from '@zhiheng/contracts';
import { decodeCursor, Problem } from '@zhiheng/http';
import { Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Overdue = Type.Boolean({ description: '是否逾期 / whether it is overdue' });

const findingFilters = {
  state: Type.Optional(FindingStateCode),
  unit: Type.Optional(Code),
  item: Type.Optional(Code),
  nature: Type.Optional(FindingNatureCode),
  dimension: Type.Optional(FindingDimensionCode),
  source: Type.Optional(FindingSourceCode),
  overdue: Type.Optional(Overdue),
};
export const FindingFilterQuery = Type.Object(findingFilters, closed);
export const FindingQuery = Type.Object({ ...findingFilters, ...pageQuery }, closed);

const rectificationFilters = {
  state: Type.Optional(RectificationStateCode),
  unit: Type.Optional(Code),
  item: Type.Optional(Code),
  nature: Type.Optional(FindingNatureCode),
  overdue: Type.Optional(Overdue),
};
export const RectificationFilterQuery = Type.Object(rectificationFilters, closed);
export const RectificationQuery = Type.Object({ ...rectificationFilters, ...pageQuery }, closed);

export const IdPath = Type.Object({ id: Id }, closed);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id after which a list goes on. Throws Problem `invalid-cursor`. */
export function idAfter(cursor: string | undefined): string | undefined {
  const place = decodeCursor(cursor, 1);
  if (!place) return undefined;
  const [id] = place;
  if (typeof id !== 'string' || !uuid.test(id)) throw new Problem('invalid-cursor');
  return id;
}
