import { Code, Id, Instant, Name, Page, pageQuery, Username } from '@zhiheng/contracts';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Month = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
  description: '被查月份（北京时间） / month that is checked, in Shanghai',
  examples: ['2026-10'],
});
const State = Type.Enum(['open', 'completed'], { description: '待完成或已完成 / waiting or answered' });
const nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

export const SelfCheckQuery = Type.Object(
  {
    month: Type.Optional(Month),
    unit: Type.Optional(Code),
    state: Type.Optional(State),
    ...pageQuery,
  },
  closed,
);
export const SelfCheckPath = Type.Object({ id: Id }, closed);

const Answer = Type.Object(
  {
    ok: Type.Boolean({ description: '是否合规 / nothing amiss' }),
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        pattern: '\\S',
        description: '说明，不合规时必填 / what is wrong; needed when ok is false',
      }),
    ),
  },
  closed,
);
const Answers = Type.Object(
  { procedure: Answer, content: Answer, policyBasis: Answer, permissions: Answer },
  {
    ...closed,
    description:
      '经办程序、业务内容、政策依据、权限与岗位 / procedure, content, policy basis, permissions against posts',
  },
);
export const Completion = Type.Object(
  { answers: Answers },
  {
    ...closed,
    examples: [
      {
        answers: {
          procedure: { ok: true },
          content: { ok: false, note: '两件材料缺签名，已补正' },
          policyBasis: { ok: true },
          permissions: { ok: true },
        },
      },
    ],
  },
);
export type Completion = Static<typeof Completion>;

const facts = {
  id: Id,
  unit: Code,
  unitName: nullable(Name),
  month: Month,
  state: State,
  openedAt: Instant,
  dueAt: Type.String({ format: 'date-time', description: '逾期起点 / the first instant that is too late' }),
  overdue: Type.Boolean({ description: '已逾期未完成 / open past its deadline' }),
  completedAt: nullable(Instant),
  completedBy: nullable(Username),
  answers: nullable(Answers),
};
const count = (description: string) => Type.Integer({ minimum: 0, description });

const example = {
  id: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
  unit: 'enterprise-pension',
  unitName: { zh: '企业养老股', en: 'Enterprise pension' },
  month: '2026-10',
  state: 'open',
  openedAt: '2026-11-01T00:00:03.123Z',
  dueAt: '2026-11-13T16:00:00.000Z',
  overdue: false,
  completedAt: null,
  completedBy: null,
  answers: null,
};

/** The monthly self-check of a business section (业务股室自查). */
const SelfCheck = Type.Object(facts, { ...closed, examples: [example] });
export const SelfCheckDetail = Type.Object(
  {
    ...facts,
    figures: Type.Object(
      {
        casesOpened: count('当月受理办件数 / cases opened in the month'),
        casesCompleted: count('当月办结办件数 / cases completed in the month'),
        stepsReturned: count('当月退回次数 / steps by which a case was sent back in the month'),
      },
      { ...closed, description: '本股室业务事项的当月数字 / of the items that the section owns' },
    ),
  },
  { ...closed, examples: [{ ...example, figures: { casesOpened: 412, casesCompleted: 398, stepsReturned: 7 } }] },
);
export const SelfCheckPage = Page(SelfCheck);
