import { type Static, Type } from 'typebox';
import { closed } from './primitives.ts';

/** A reference to a document that is kept elsewhere. Its digest tells whether it is still the one that was meant. */
const Attachment = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: '文件名 / name of the document' }),
    digest: Type.String({
      pattern: '^sha-256:[0-9a-f]{64}$',
      description: '文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal',
    }),
    href: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s]+$',
        maxLength: 2000,
        description: '存放位置 / where it is kept; it is not fetched',
      }),
    ),
  },
  {
    ...closed,
    examples: [
      {
        name: '任职文件.pdf',
        digest: 'sha-256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        href: 'https://oa.example.gov.cn/files/1234',
      },
    ],
  },
);
export type Attachment = Static<typeof Attachment>;

export const Attachments = Type.Array(Attachment, {
  maxItems: 20,
  uniqueItems: true,
  description: '附件（仅引用） / references to documents',
});

/** Documents that prove something: at least one. */
export const Evidence = Type.Array(Attachment, {
  minItems: 1,
  maxItems: 20,
  uniqueItems: true,
  description: '证据（仅引用）/ references to documents that prove it',
});
