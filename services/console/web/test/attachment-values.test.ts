import { expect, test } from 'vitest';
import { attachmentsOf } from '../components/attachment-values.ts';

test('attachments that are not whole yet are left out, blanks around names too', () => {
  const digest = `sha-256:${'0'.repeat(64)}`;
  expect(attachmentsOf([{ name: ' a.pdf ', digest, href: ' ' }, { name: 'b' }, {}])).toEqual({
    attachments: [{ name: 'a.pdf', digest }],
  });
  expect(attachmentsOf([{}])).toEqual({});
  expect(attachmentsOf(undefined)).toEqual({});
});
