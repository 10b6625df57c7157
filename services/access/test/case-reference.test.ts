import type { Case } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, openCase } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
const references = [
  'YL-2026-1',
  'YL-2026-10',
  'YL-2026-2',
  'YL-2027-1',
  'YL_2026',
  'yl-2026-1',
  '养老-1',
  '养老-2',
  '养',
];
const other = { item: 'resident-pension-resumption', unit: 'resident-pension' };
beforeAll(async () => {
  county = await openCounty();
  // Opened in another order than theirs, some at another place under the same references.
  for (const reference of references.toReversed()) await openCase(county, { reference });
  for (const reference of ['YL-2026-1', 'YL-2026-3']) await openCase(county, { ...other, reference });
});
afterAll(() => county.close());

const machine = () => county.client('cases:write');
const list = (query: Record<string, string>, who: Parameters<County['service']['get']>[0] = machine()) =>
  county.service.get(who, '/api/v1/cases', query);
const found = async (query: Record<string, string>, who?: Parameters<typeof list>[1]): Promise<string[]> =>
  (await list(query, who)).json().data.map(({ reference }: Case) => reference);

test('what begins so is found, in the order of references, and nothing else', async () => {
  expect(await found({ referencePrefix: 'YL-2026', ...award })).toEqual(['YL-2026-1', 'YL-2026-10', 'YL-2026-2']);
  expect(await found({ referencePrefix: 'YL-2026' })).toEqual([
    ...['YL-2026-1', 'YL-2026-1', 'YL-2026-10', 'YL-2026-2', 'YL-2026-3'],
  ]);
  expect(await found({ referencePrefix: 'YL_' })).toEqual(['YL_2026']);
  expect(await found({ referencePrefix: 'YL%' })).toEqual([]);
  expect(await found({ referencePrefix: 'yl' })).toEqual(['yl-2026-1']);
  expect(await found({ referencePrefix: '养' })).toEqual(['养', '养老-1', '养老-2']);
  expect(await found({ referencePrefix: '养老-' })).toEqual(['养老-1', '养老-2']);
  expect(await found({ referencePrefix: 'YL', state: 'complete' })).toEqual([]);
  // The whole reference is still the whole.
  expect(await found({ reference: 'YL-2026-1' })).toEqual(['YL-2026-1', 'YL-2026-1']);
  expect(await found({ reference: 'YL-2026' })).toEqual([]);
  expect(await found({ reference: 'YL-2026-10', referencePrefix: 'YL' })).toEqual(['YL-2026-10']);
});

test('page by page it is the same list, two of one reference each once', async () => {
  const whole = (await list({ referencePrefix: 'YL' })).json().data.map(({ id }: Case) => id);
  expect(whole).toHaveLength(7);
  const paged: string[] = [];
  for (let query: Record<string, string> | null = { limit: '1' }; query; ) {
    const { data, nextCursor }: { data: Case[]; nextCursor: string | null } = (
      await list({ referencePrefix: 'YL', ...query })
    ).json();
    paged.push(...data.map(({ id }) => id));
    query = nextCursor === null ? null : { limit: '1', cursor: nextCursor };
  }
  expect(paged).toEqual(whole);
});

test('as far as the caller may read cases; and what is no place in the list is refused', async () => {
  const own = ['YL-2026-1', 'YL-2026-10', 'YL-2026-2'];
  expect(await found({ referencePrefix: 'YL-2026' }, county.as('enterprise-pension-op1'))).toEqual(own);
  expect(await found({ referencePrefix: 'YL-2026' }, county.as('card-op1'))).toEqual([]);
  expect((await county.service.get(undefined, '/api/v1/cases', { referencePrefix: 'YL' })).statusCode).toBe(401);
  expect((await list({ referencePrefix: 'YL' }, county.client('scim'))).statusCode).toBe(403);
  expect((await list({ referencePrefix: '' })).statusCode).toBe(400);
  expect((await list({ referencePrefix: 'x'.repeat(201) })).statusCode).toBe(400);
  const newest = (await list({ limit: '1' })).json().nextCursor;
  const byReference = (await list({ referencePrefix: 'YL', limit: '1' })).json().nextCursor;
  for (const query of [
    { referencePrefix: 'YL', cursor: newest },
    { cursor: byReference },
    { referencePrefix: 'YL', cursor: Buffer.from('["YL","no id"]').toString('base64url') },
  ])
    expect((await list(query)).json().code, JSON.stringify(query)).toBe('invalid-cursor');
  for (const query of [{ referencePrefix: '\u0000' }, { reference: '\u0000' }])
    expect((await list(query)).statusCode, JSON.stringify(query)).toBeLessThan(500);
});
