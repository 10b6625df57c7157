import { Id, Reason } from '@zhiheng/contracts';
import { Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Subject = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: '业务对象的带密钥散列 / keyed hash of the data subject, 32 bytes in hexadecimal',
  examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
});
const Data = Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2_000 }), {
  minProperties: 1,
  maxProperties: 50,
  description: '个人信息，至多 8 KiB / personal data, 8 KiB at most',
});

export const PersonalInput = Type.Object(
  { entry: Id, subject: Subject, data: Data },
  {
    ...closed,
    examples: [
      {
        entry: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
        subject: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        data: { name: '张三' },
      },
    ],
  },
);
export const PersonalStored = Type.Object({ entry: Id, subject: Subject });
export const PersonalQuery = Type.Object({ entry: Id, reason: Reason }, closed);
export const PersonalAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      subject: Subject,
      data: Type.Optional(
        Type.Record(Type.String(), Type.String(), { description: '已删除则无 / absent once erased' }),
      ),
    }),
  ),
});
export const SubjectPath = Type.Object({ hash: Subject });
export const ErasureQuery = Type.Object({ reason: Reason }, closed);
export const ErasureAnswer = Type.Object({
  state: Type.Enum(['asked', 'erased'], { description: 'asked：待第二人确认 / waits for a second person' }),
});
export const WithdrawalAnswer = Type.Object({ state: Type.Literal('withdrawn') });
