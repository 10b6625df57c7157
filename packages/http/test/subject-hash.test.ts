import { createHmac, hkdfSync } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Secret } from '../secret.ts';
import { payeeAccountHash, subjectHash, subjectHasher } from '../subject-hash.ts';

const secret: Secret = {
  derive: (purpose) => Buffer.from(hkdfSync('sha256', 'the secret of a test', 'zhiheng', purpose, 32)),
  deriveText: () => '',
};
const hmac = (text: string, centre = 'north') =>
  createHmac('sha256', secret.derive(`subjects of ${centre}`))
    .update(text)
    .digest();

it('a subject is known by its HMAC-SHA-256 under a key of its centre, however long it is', () => {
  const hash = subjectHasher(secret, 'north');
  for (const text of ['', 'a', '11010519491231002X', '张三', 'x'.repeat(63), 'x'.repeat(64), '社保'.repeat(500)])
    expect(hash(text), text.slice(0, 20)).toEqual(hmac(text));
  expect(hash('a')).not.toEqual(subjectHash(secret, 'south', 'a'));
  expect(subjectHash(secret, 'south', 'a')).toEqual(hmac('a', 'south'));
});

it('what is the same subject in another writing has the same', () => {
  const hash = subjectHasher(secret, 'north');
  for (const text of ['11010519491231002x', ' 11010519491231002X ', '１１０１０５１９４９１２３１００２Ｘ'])
    expect(hash(text), text).toEqual(hmac('11010519491231002X'));
  expect(hash('1101051949123100x')).toEqual(hmac('1101051949123100x'));
  expect(payeeAccountHash(secret, 'north', '6217')).not.toEqual(hash('6217'));
});
