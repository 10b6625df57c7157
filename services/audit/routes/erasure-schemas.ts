import { Id, Page, pageQuery } from '@zhiheng/contracts';
import { type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const instant = (description: string) => nullable(Type.String({ format: 'date-time', description }));
const username = (description: string) => nullable(Type.String({ description }));
const Subject = Type.String({ description: '业务对象的带密钥散列 / keyed hash of the data subject' });

export const ErasuresQuery = Type.Object(
  {
    state: Type.Optional(
      Type.Enum(['asked', 'erased', 'withdrawn'], { description: 'asked：待第二人确认 / waits for a second person' }),
    ),
    ...pageQuery,
  },
  closed,
);
export const ErasurePage = Page(
  Type.Object({
    id: Id,
    subject: Subject,
    reason: Type.String(),
    askedBy: username('提出人 / username of who asked'),
    askedAt: Type.String({ format: 'date-time' }),
    confirmedBy: username('确认人 / username of who confirmed'),
    confirmedAt: instant('确认时间 / when it was confirmed'),
    withdrawnAt: instant('撤回时间；两者皆空即待确认 / when it was withdrawn; neither: it waits for a second person'),
  }),
);

export const SubjectsQuery = Type.Object({ entry: Id }, closed);
export const SubjectsAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      subject: Subject,
      erasedAt: instant('已删除的时间 / when it was erased'),
      askedBy: username('待确认的删除由谁提出 / who asked for the erasure that waits'),
      askedAt: instant('提出时间 / when'),
    }),
  ),
});
