import type { Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, asked, previewed } from './asking.ts';
import { kindsOf, noticesOf } from './noticing.ts';
import { type County, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (const username of ['spare', 'spare-too'])
      file.people.push({
        ...{ staffNumber: username, username, name: username, unit: 'hall', post: '-' },
        roles: ['hall-handle', 'card-handle'],
      });
  });
});
afterAll(() => county.close());

const loses = (person: string, unit: string) => ({ person, role: 'card-handle', unit });
const rule = {
  ...{ code: 'apart', kind: 'static', name: { zh: '测试', en: 'Test' }, source: '测试', effect: 'block', atMost: 1 },
  ...{ within: 'centre', of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }] },
};
const cure = [loses('spare', 'hall'), loses('card-op1', 'card')];
const read = (who: string, id: string) => county.service.get(county.as(who), `/api/v1/requests/${id}`);
const cureSeen = async (who: string, id: string) => (await read(who, id)).json().proposal.cure;
let request: Request;

test('of what is to end with a change those are informed who would have been asked for its removal', async () => {
  await applied(county, 'hall-op1', { change: 'grant', beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' });
  const wanted = { change: 'rule', rule, cure };
  expect((await previewed(county, 'secadmin', wanted)).informed.sort()).toEqual(['card-head', 'hall-head']);
  expect((await previewed(county, 'hall-head', wanted)).informed).toEqual(['card-head']);
  expect((await previewed(county, 'secadmin', { change: 'rule', rule })).informed).toEqual([]);
  request = await asked(county, 'secadmin', wanted);
  expect(request.informed.sort()).toEqual(['card-head', 'hall-head']);
  const [told] = (await county.service.get(county.as('hall-head'), '/api/v1/requests', { informed: 'me' })).json().data;
  expect(told).toMatchObject({ id: request.id, state: 'pending', may: { decide: false } });
});

test('each is told of whose business they see, and how much more there is; who asks and decides of all', async () => {
  const [open] = request.stages;
  for (const who of ['secadmin', open?.candidates[0] as string])
    expect((await cureSeen(who, request.id)).removals).toEqual(cure);
  for (const who of ['hall-head', 'spare'])
    expect(await cureSeen(who, request.id)).toMatchObject({ removals: [loses('spare', 'hall')], further: 1 });
  expect((await cureSeen('card-op1', request.id)).removals).toEqual([loses('card-op1', 'card')]);
  const mine = (await county.service.get(county.as('spare'), '/api/v1/requests')).json().data;
  expect(mine).toMatchObject([{ id: request.id, proposal: { cure: { further: 1 } } }]);
  expect((await read('spare-too', request.id)).statusCode).toBe(404);
});

test('when it takes effect whoever loses something by it is told, in both languages, and nobody else', async () => {
  expect(await kindsOf(county, 'spare')).toEqual([]);
  expect(await approve(county, request)).toMatchObject({ state: 'applied' });
  for (const who of ['spare', 'card-op1'])
    expect((await noticesOf(county, who))[0]).toMatchObject({
      kind: 'cure-applied',
      about: { type: 'request', id: request.id },
    });
  // Who keeps both has a task instead.
  expect(await kindsOf(county, 'spare-too')).toEqual(['adjustment-opened']);
  for (const who of ['hall-head', 'card-head']) expect(await kindsOf(county, who)).not.toContain('cure-applied');
  expect(await kindsOf(county, 'secadmin')).toEqual(['request-applied']);
});
