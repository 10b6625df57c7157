import { type Static, Type } from 'typebox';
import { closed, IdOrCode, Reason, Username } from './primitives.ts';

const Post = Type.String({ minLength: 1, maxLength: 100, description: '岗位 / post', examples: ['经办岗'] });

/** Somebody new, with an account that has no password and nothing granted. */
export const NewPersonInput = Type.Object(
  {
    username: Username,
    name: Type.String({ minLength: 1, maxLength: 100, description: '姓名 / name' }),
    staffNumber: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: '工号，一人一号；缺省为用户名 / one a person; the username when absent',
      }),
    ),
    unit: IdOrCode,
    post: Type.Optional(Post),
  },
  {
    ...closed,
    examples: [{ username: 'card-op9', name: '新同事', staffNumber: 'S0099', unit: 'card', post: '经办岗' }],
  },
);
export type NewPersonInput = Static<typeof NewPersonInput>;

/** Somebody who had left comes back: a new account, under the username they had unless another is given. */
export const RehireInput = Type.Object(
  {
    unit: IdOrCode,
    post: Type.Optional(Post),
    username: Type.Optional(Username),
    reason: Reason,
  },
  { ...closed, examples: [{ unit: 'card', reason: '退休返聘' }] },
);
export type RehireInput = Static<typeof RehireInput>;
