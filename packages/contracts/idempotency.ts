import { Type } from 'typebox';

/** The header by which a retry is known: the same key with the same body gives the same answer and does nothing more. */
export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: '重试不重复 / a retry does nothing twice' }),
  ),
});
