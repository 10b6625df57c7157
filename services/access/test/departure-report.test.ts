import { createHash } from 'node:crypto';
import type { DepartureReport, Handover } from '@zhiheng/contracts';
import { canonicalJson } from '@zhiheng/ledger';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remindDepartures } from '../departure-reminders.ts';
import { deskOf } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const left = async (who: string): Promise<string> => {
  const answer = await county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, {
    kind: 'retired',
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
};
const report = (id: string, by = 'sysadmin') => county.service.get(county.as(by), `/api/v1/departures/${id}/report`);
const sign = (id: string, by: string, body: object) =>
  county.service.post(county.as(by), `/api/v1/departures/${id}/handover`, { note: '账簿与印章已移交', ...body });
const shanghaiDay = (days: number) =>
  new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

test('a report says what ended and what is short now, and its signature holds under the published key', async () => {
  await left('enterprise-pension-op3');
  const id = await left('enterprise-pension-op4');
  const answer = await report(id);
  expect(answer.statusCode, answer.body).toBe(200);
  const made: DepartureReport = answer.json();
  expect(made.departure).toMatchObject({ id, username: 'enterprise-pension-op4', kind: 'retired' });
  expect(made.losses).toContainEqual(
    expect.objectContaining({
      item: 'enterprise-pension-award',
      unit: 'enterprise-pension',
      broken: true,
      unfilled: ['review'],
    }),
  );
  expect(made.handover).toEqual([]);
  const entries = await county.owner.pool.query('select action, target from audit.entry where id = $1', [
    made.entry.id,
  ]);
  expect(entries.rows).toEqual([{ action: 'person.departed', target: 'enterprise-pension-op4' }]);
  const { digest, signature, ...content } = made;
  expect(digest).toBe(createHash('sha256').update(canonicalJson(content)).digest('hex'));
  const keys = createLocalJWKSet((await county.service.get(undefined as never, '/access/v1/jwks')).json());
  const { payload } = await jwtVerify(signature, keys, { typ: 'departure-report+jwt' });
  expect(payload).toMatchObject({ sub: id, digest, centre: county.centre, entry: id });
  expect(await county.entries('departure.reported')).toMatchObject([
    { actor: 'sysadmin', target: id, details: { digest } },
  ]);
  const book = await county.service.get(county.as('sysadmin'), `/api/v1/departures/${id}/report.xlsx`);
  expect(book.statusCode).toBe(200);
  expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

test('an accounting post is handed over under the eyes of the head of finance, once; a head’s own of the director', async () => {
  const id = await left('finance-op6');
  const [post] = (await report(id)).json().handover as [Handover];
  expect(post).toMatchObject({ unit: 'finance', signedBy: null, signers: ['finance-head'] });
  const body = { grant: post.grant, takenOverBy: 'finance-op7' };
  expect((await sign(id, 'sysadmin', body)).json().code).toBe('not-permitted');
  expect((await sign(id, 'finance-head', { ...body, takenOverBy: 'finance-head' })).json().code).toBe(
    'invalid-request',
  );
  expect((await sign(id, 'finance-head', { ...body, takenOverBy: 'finance-op6' })).json().code).toBe('invalid-request');
  expect((await sign(id, 'finance-head', { ...body, grant: id })).json().code).toBe('not-found');
  const both = await Promise.all([sign(id, 'finance-head', body), sign(id, 'finance-head', body)]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  expect((await report(id)).json().handover).toMatchObject([
    { takenOverBy: 'finance-op7', signedBy: 'finance-head', signers: [] },
  ]);
  expect((await county.entries('handover.signed')).filter(({ outcome }) => outcome === 'done')).toMatchObject([
    { actor: 'finance-head', unit: 'finance' },
  ]);
  // Once the head has gone as well, it is the director's.
  const next = await left('finance-op7');
  await left('finance-head');
  const [open] = (await report(next)).json().handover as [Handover];
  expect(open.signers).toEqual(['director']);
});

test('refused: no token, the wrong scope, out of sight, who has left', async () => {
  const { service, as, client } = county;
  const id = await left('card-op3');
  for (const url of [`/api/v1/departures/${id}/report`, `/api/v1/departures/${id}/report.xlsx`]) {
    expect((await service.get(undefined as never, url)).statusCode).toBe(401);
    expect((await service.get(client('decide'), url)).statusCode).toBe(403);
    expect((await service.get(as('hall-op1'), url)).json().code).toBe('not-found');
    expect((await service.get({ ...as('sysadmin'), centre: 'elsewhere' }, url)).json().code).toBe('account-disabled');
    expect((await service.get(as('card-op3'), url)).json().code).toBe('account-disabled');
  }
  expect((await service.post(client('scim'), `/api/v1/departures/${id}/handover`, {})).statusCode).toBe(403);
});

test('whoever leaves, their head and the administrator are told 90, 30 and 7 days before, each once, with what it breaks', async () => {
  const who = 'enterprise-pension-op2';
  const plan = (days: number) =>
    county.service.send(county.as('sysadmin'), {
      method: 'PUT',
      url: `/api/v1/people/${who}/planned-departure`,
      payload: { day: shanghaiDay(days), kind: 'retired' },
    });
  await plan(91);
  await remindDepartures(deskOf(county), county.centre);
  expect(await county.entries('departure.reminded')).toEqual([]);
  const { id } = (await plan(30)).json();
  await Promise.all([1, 2, 3].map(() => remindDepartures(deskOf(county), county.centre)));
  const told = await county.entries('departure.reminded');
  expect(told).toMatchObject([{ target: who, details: { planned: id, days: 30, told: 3 } }]);
  for (const person of [who, 'enterprise-pension-head', 'sysadmin']) {
    const notices = (await county.service.get(county.as(person), '/api/v1/notices', { kind: 'departure-due' })).json();
    expect(notices.data).toMatchObject([{ kind: 'departure-due', about: { type: 'planned-departure', id } }]);
  }
  await plan(7);
  await remindDepartures(deskOf(county), county.centre);
  expect((await county.entries('departure.reminded')).map(({ details }) => details?.days)).toEqual([30, 7]);
  const preview = await county.service.get(
    county.as('sysadmin'),
    '/api/v1/people/enterprise-pension-op1/departure/preview',
    {
      day: shanghaiDay(8),
    },
  );
  // By then the other is gone as well.
  expect(preview.json().losses).toContainEqual(
    expect.objectContaining({ item: 'enterprise-pension-award', unfilled: ['handle'] }),
  );
});
