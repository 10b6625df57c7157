import { type Static, Type } from 'typebox';
import { Attachments } from './attachment.ts';
import { closed, Id, Instant, Username } from './primitives.ts';

const text = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S', description: '留言 / what is said' });

export const CommentInput = Type.Object(
  { text, attachments: Type.Optional(Attachments) },
  { ...closed, examples: [{ text: '请补充任职文件' }] },
);
export type CommentInput = Static<typeof CommentInput>;

/** Something said about a request while it is pending. */
export const RequestComment = Type.Object(
  { id: Id, person: Username, text: Type.String(), attachments: Attachments, at: Instant },
  { $id: 'RequestComment', ...closed },
);
export type RequestComment = Static<typeof RequestComment>;
