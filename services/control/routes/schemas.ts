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
    overdue: Type.Optional(Type.Boolean({ description: '只看已逾期 / only those that are late, or not' })),
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
  {
    answers: Type.Optional(Answers),
    revision: Type.Optional(
      Type.Integer({ minimum: 1, description: '签署该版本的草稿 / sign off the draft of this revision' }),
    ),
  },
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

const count = (description: string) => Type.Integer({ minimum: 0, description });
const facts = {
  id: Id,
  unit: Code,
  unitName: nullable(Name),
  month: Month,
  state: State,
  openedAt: Instant,
  dueAt: Type.String({ format: 'date-time', description: '逾期起点 / the first instant that is too late' }),
  overdue: Type.Boolean({ description: '已逾期未完成 / open past its deadline' }),
  late: Type.Boolean({ description: '逾期完成 / signed off after its deadline' }),
  returns: count('被退回更正的次数 / how often it was returned to be corrected'),
  escalated: count('逾期上报到第几级 / steps of escalation gone through'),
  draftedAt: nullable(Instant),
  completedAt: nullable(Instant),
  completedBy: nullable(Username),
  answers: nullable(Answers),
};

const example = {
  id: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
  unit: 'enterprise-pension',
  unitName: { zh: '企业养老股', en: 'Enterprise pension' },
  month: '2026-10',
  state: 'open',
  openedAt: '2026-11-01T00:00:03.123Z',
  dueAt: '2026-11-13T16:00:00.000Z',
  overdue: false,
  late: false,
  returns: 0,
  escalated: 0,
  draftedAt: null,
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
