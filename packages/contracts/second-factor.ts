import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable } from './primitives.ts';

const Name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: '名称 / name',
  examples: ['办公室安全密钥'],
});
export const FactorName = Type.Object({ name: Name }, { ...closed, examples: [{ name: '办公室安全密钥' }] });

const Codes = Type.Array(Type.String(), { description: '恢复码，仅显示一次 / recovery codes, shown this once' });

/** A person's own second factors. */
export const MyFactors = Type.Object(
  {
    required: Type.Boolean({ description: '必须至少有一个 / there has to be one' }),
    passkeys: Type.Boolean({ description: '可用通行密钥 / passkeys can be made for this address' }),
    recoveryCodes: Type.Integer({ minimum: 0, description: '未用的恢复码 / recovery codes not yet used' }),
    data: Type.Array(
      Type.Object(
        {
          id: Id,
          kind: Type.Enum(['passkey', 'totp'], { description: '通行密钥或验证器 / passkey or authenticator' }),
          name: Type.String(),
          createdAt: Instant,
          lastUsedAt: nullable(Instant),
        },
        closed,
      ),
      { maxItems: 20 },
    ),
  },
  { $id: 'MyFactors', ...closed },
);
export type MyFactors = Static<typeof MyFactors>;

export const TotpOffer = Type.Object(
  {
    uri: Type.String({ description: '验证器应用读取的地址 / what an authenticator reads' }),
    svg: Type.String({ description: '二维码 / the same as a QR code' }),
    secret: Type.String({ description: '手工输入的密钥 / the key, to be typed' }),
  },
  { $id: 'TotpOffer', ...closed },
);
export const NewTotp = Type.Object(
  { code: Type.String({ minLength: 6, maxLength: 10, description: '六位验证码 / six digits' }), name: Name },
  { ...closed, examples: [{ code: '123456', name: '手机验证器' }] },
);

/** WebAuthn Level 3, in the JSON of its browser API; judged by the library. */
export const PasskeyOptions = Type.Unsafe<Record<string, unknown>>(
  Type.Object({}, { $id: 'PasskeyOptions', additionalProperties: true }),
);
export const NewPasskey = Type.Object(
  {
    name: Name,
    response: Type.Object(
      { id: Type.String({ maxLength: 2000 }), response: Type.Object({}, { additionalProperties: true }) },
      { additionalProperties: true, description: '浏览器的应答 / what the browser answered' },
    ),
  },
  { ...closed, examples: [{ name: '办公室安全密钥', response: { id: 'AAAA', response: {} } }] },
);

/** What an enrolment answers: recovery codes where there were none. */
export const NewFactor = Type.Object({ recoveryCodes: nullable(Codes) }, { $id: 'NewFactor', ...closed });
export const RecoveryCodes = Type.Object({ recoveryCodes: Codes }, { $id: 'RecoveryCodes', ...closed });
