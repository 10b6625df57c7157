import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const elsewhere = { change: 'grant', beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' } as const;
const informedOf = async (who: string, informed = 'me') => {
  const answer = await county.service.get(county.as(who), '/api/v1/requests', { informed });
  return answer.json();
};

test('S03: of a grant in another section the head of the beneficiary’s home unit is told, and does not decide', async () => {
  expect(await previewed(county, 'newcomer', elsewhere)).toMatchObject({ informed: ['hall-head'] });
  const request = await submitted(county, 'newcomer', elsewhere);
  expect(request.stages[0]?.candidates).toEqual(['card-head']);
  expect(request.informed).toEqual(['hall-head']);
  expect((await county.entries('request.submitted')).at(-1)).toMatchObject({
    target: request.id,
    after: { informed: ['hall-head'] },
  });
  expect((await informedOf('hall-head')).data).toMatchObject([{ id: request.id, may: { decide: false } }]);
  expect((await decide(county, 'hall-head', request.id)).json().code).toBe('not-a-candidate');
  expect((await informedOf('card-head')).data).toEqual([]);
  expect((await informedOf('card-head', 'hall-head')).code).toBe('not-permitted');
  expect((await approve(county, request)).state).toBe('applied');
  expect((await informedOf('hall-head')).data).toMatchObject([{ id: request.id, state: 'applied' }]);
});

test('it stays readable to who was told of it, whatever post they hold by then, and to nobody else', async () => {
  const request = await submitted(county, 'newcomer', { ...elsewhere, unit: 'finance' });
  expect(request.informed).toEqual(['hall-head']);
  await asOwner(
    county,
    'update access.grant set validity = tstzrange(lower(validity), clock_timestamp()) where centre = $1 and person = $2',
    [county.centre, county.as('hall-head').person],
  );
  const read = async (who: string) =>
    (await county.service.get(county.as(who), `/api/v1/requests/${request.id}`)).statusCode;
  expect(await read('hall-head')).toBe(200);
  expect(await read('enterprise-pension-op1')).toBe(404);
});

test('nobody is told of a grant in the same section, of a removal, of what they ask for, or get', async () => {
  const own = { beneficiary: 'newcomer', role: 'enterprise-pension-handle', unit: 'enterprise-pension' };
  expect(await previewed(county, 'enterprise-pension-op1', { change: 'grant', ...own })).toMatchObject({
    informed: [],
  });
  const card = { change: 'grant', beneficiary: 'newcomer', role: 'card-handle', unit: 'card' };
  expect(await previewed(county, 'newcomer', card)).toMatchObject({ informed: ['enterprise-pension-head'] });
  expect(await previewed(county, 'enterprise-pension-head', card)).toMatchObject({ informed: [] });
  const ofHead = { ...card, beneficiary: 'enterprise-pension-head' };
  expect(await previewed(county, 'newcomer', ofHead)).toMatchObject({ informed: [] });
  expect(await previewed(county, 'newcomer', { ...elsewhere, change: 'revoke' })).toMatchObject({ informed: [] });
});
