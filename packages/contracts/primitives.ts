import { type TSchema, Type } from 'typebox';

/** Stable code of a unit, item, role, rule or centre. */
export const Code = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
  description: '代码 / stable code',
  examples: ['enterprise-pension'],
});
export const Username = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,62}$',
  description: '用户名 / username',
  examples: ['enterprise-pension-op1'],
});
/** UUIDv7, RFC 9562. */
export const Id = Type.String({
  format: 'uuid',
  description: 'UUIDv7',
  examples: ['01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11'],
});
/** Where an id may be given, a code or username may stand instead. */
export const IdOrCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });
/** RFC 3339, UTC. */
export const Instant = Type.String({
  format: 'date-time',
  description: '时间 / RFC 3339',
  examples: ['2026-11-24T01:02:03.456Z'],
});
/** A civil day in China. */
export const Day = Type.String({ format: 'date', description: '日期 / day', examples: ['2027-03-01'] });
export const Name = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false, description: '名称 / name in Chinese and English' },
);
export const Reason = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: '理由 / reason',
  examples: ['新入职，任经办岗'],
});
export const RiskLevel = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
  description: '风险等级 / risk level',
});

/** Absent as `null`, never left out. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Unknown fields are refused. */
export const closed = { additionalProperties: false } as const;
