import { type TSchema, Type } from 'typebox';

/** Query parameters of every list. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: '每页条数 / rows a page' })),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: '上页给出的游标 / nextCursor of the page before' }),
  ),
};

/** Answer of every list: `nextCursor` is null on the last page. */
export const Page = <T extends TSchema>(row: T) =>
  Type.Object({ data: Type.Array(row), nextCursor: Type.Union([Type.String(), Type.Null()]) });
