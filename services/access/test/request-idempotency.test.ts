import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor, submit, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const key = (value: string) => ({ 'idempotency-key': value });
const requests = async (): Promise<number> => (await county.entries('request.submitted')).length;

test('the same key again gives the request it made, however it is named, and makes no second one', async () => {
  const first = await submit(county, 'newcomer', handleFor('newcomer'), key('k1'));
  expect(first.statusCode).toBe(201);
  const { data } = (await county.service.get(county.as('newcomer'), '/api/v1/units', { limit: '500' })).json();
  const unit = data.find(({ code }: { code: string }) => code === 'enterprise-pension').id;
  const again = await submit(county, 'newcomer', { ...handleFor('newcomer'), unit }, key('k1'));
  expect(again.statusCode).toBe(201);
  expect(again.json().id).toBe(first.json().id);
  expect(await requests()).toBe(1);
});

test('a retry after the request took effect still gives that request', async () => {
  const { id } = (await submit(county, 'newcomer', handleFor('newcomer'), key('k1'))).json();
  const request = (await county.service.get(county.as('newcomer'), `/api/v1/requests/${id}`)).json();
  await approve(county, request);
  const late = await submit(county, 'newcomer', handleFor('newcomer'), key('k1'));
  expect(late.json()).toMatchObject({ id, state: 'applied' });
});

test('the key for something else is refused; another person’s same key is their own', async () => {
  const other = { ...handleFor('newcomer'), change: 'revoke' as const };
  expect((await submit(county, 'newcomer', other, key('k1'))).json()).toMatchObject({
    status: 409,
    code: 'idempotency-mismatch',
  });
  expect((await submit(county, 'card-op1', other, key('k1'))).statusCode).toBe(201);
});

test('the same key for two beneficiaries at once makes one request', async () => {
  const answers = await Promise.all(
    ['hall-op1', 'hall-op2', 'hall-op3'].map((beneficiary) =>
      submit(county, 'newcomer', { beneficiary, role: 'hall-handle', unit: 'hall' }, key('k2')),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
});

test.for([
  ['too long', 'k'.repeat(201)],
  ['empty', ''],
])('a key that is %s is refused', async ([, value]) => {
  const answer = await submit(county, 'newcomer', handleFor('newcomer'), key(value as string));
  expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-request' });
});

test('without a key, the same request twice at once is one', async () => {
  const before = await requests();
  const wanted = { beneficiary: 'hall-op4', role: 'hall-handle', unit: 'hall' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => submit(county, 'newcomer', wanted)));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect(await requests()).toBe(before + 1);
  await expect(submitted(county, 'newcomer', { ...wanted, beneficiary: 'hall-op5' })).resolves.toBeTruthy();
});
