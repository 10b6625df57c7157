import type { CertificationHolding, Request } from '@zhiheng/contracts';
import { violates } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, coveredBy, inDays } from './asking.ts';
import { certify, holdingsOf, opened } from './certifying.ts';
import { onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';

let county: County;
let deputyship: string;
const idOf = (who: string) => county.as(who).person;
beforeAll(async () => {
  county = await openCounty();
  const named = await county.service.post(county.as('card-head'), '/api/v1/deputies', {
    deputy: 'hall-head',
    until: inDays(5),
    reason: '年休假',
  });
  expect(named.statusCode, named.body).toBe(201);
  deputyship = named.json().id;
});
afterAll(() => county.close());

/** Of a campaign over the section whose head has named a deputy. */
async function campaign(): Promise<{ id: string; grants: string[] }> {
  const { id } = await opened(county, { unit: 'card' });
  const mine = await holdingsOf(county, 'hall-head', id, { reviewer: 'me' });
  expect(mine.length).toBeGreaterThan(2);
  for (const { reviewers } of mine) expect(reviewers).toEqual(['card-head', 'hall-head']);
  return { id, grants: mine.map(({ grant }) => grant) };
}

test('a reviewer’s deputy is shown what waits for them and decides for them; both are recorded', async () => {
  const { id, grants } = await campaign();
  const listed = await county.service.get(county.as('hall-head'), '/api/v1/certifications');
  expect(listed.json().data).toMatchObject([{ id }]);
  const verdict = await certify(county, 'hall-head', id, grants[0] as string, 'keep');
  expect(verdict.holding?.decision).toMatchObject({ reviewer: 'hall-head', onBehalfOf: 'card-head' });
  expect(await county.entries('certification.decided')).toMatchObject([
    { actor: 'hall-head', outcome: 'done', details: { onBehalfOf: idOf('card-head') } },
  ]);
  const own = await certify(county, 'card-head', id, grants[1] as string, 'keep');
  expect(own.holding?.decision).toMatchObject({ reviewer: 'card-head' });
  expect(own.holding?.decision).not.toHaveProperty('onBehalfOf');
  expect((await certify(county, 'finance-head', id, grants[2] as string, 'keep')).problem?.code).toBe(
    'not-a-candidate',
  );
});

test('of the two at once, each holding is decided by one', async () => {
  const { id, grants } = await campaign();
  for (const grant of grants) {
    const both = await Promise.all(['card-head', 'hall-head'].map((who) => certify(county, who, id, grant, 'keep')));
    expect(both.map(({ problem }) => problem?.code).sort()).toEqual(['holding-decided', undefined]);
  }
});

test('never on what either of the two holds, asked for or approved', async () => {
  const { id, grants } = await campaign();
  const concern = async (grant: string | undefined, who: string) =>
    asOwner(county, 'update access.certification_holding set granters = $3 where certification = $1 and "grant" = $2', [
      id,
      grant,
      [idOf(who)],
    ]);
  await concern(grants[0], 'hall-head');
  await concern(grants[1], 'card-head');
  expect((await certify(county, 'hall-head', id, grants[0] as string, 'keep')).problem?.code).toBe('own-holding');
  expect((await certify(county, 'hall-head', id, grants[1] as string, 'keep')).problem?.code).toBe('not-a-candidate');
  const shown = await holdingsOf(county, 'director', id);
  const reviewersOf = (wanted: string | undefined) => shown.find(({ grant }) => grant === wanted)?.reviewers;
  expect(reviewersOf(grants[0])).toEqual(['card-head']);
  expect(reviewersOf(grants[1])).not.toContain('hall-head');
  const [head] = await holdingsOf(county, 'director', id, { person: 'card-head' });
  expect(head?.reviewers).not.toContain('hall-head');
  expect((await certify(county, 'hall-head', id, head?.grant as string, 'keep')).problem?.code).toBe('not-a-candidate');
  await asOwner(
    county,
    'update access.certification_holding set holder = $3 where certification = $1 and "grant" = $2',
    [id, grants[2], idOf('hall-head')],
  );
  expect((await certify(county, 'hall-head', id, grants[2] as string, 'keep')).problem?.code).toBe('own-holding');

  // The same of the database, should the code ever let one pass.
  const insert = (grant: string | undefined, holder: string, reviewer: string, principal: string) =>
    county.owner.pool
      .query(
        `insert into access.certification_decision (centre, certification, "grant", holder, reviewer, on_behalf_of, rung, decision, act, act_size)
          select centre, certification, "grant", holder, $4, $5, 0, 'keep', certification, 1 from access.certification_holding
          where certification = $1 and "grant" = $2 and holder = $3`,
        [id, grant, idOf(holder), idOf(reviewer), idOf(principal)],
      )
      .catch(violates);
  expect(await insert(head?.grant, 'card-head', 'hall-head', 'card-head')).toBe('certification_not_of_principal');
  const { person } = shown.find(({ grant }) => grant === grants[1]) as CertificationHolding;
  const holder = person as string;
  expect(await insert(grants[1], holder, 'hall-head', 'card-head')).toBe('certification_not_of_own_granting');
  expect(await insert(grants[1], holder, 'finance-head', 'card-head')).toBe('certification_needs_deputyship');
});

test('who asks to remove for another asks with both voices: neither decides on the request', async () => {
  const { id, grants } = await campaign();
  const verdict = await certify(
    county,
    'hall-head',
    id,
    grants[0] as string,
    'remove',
    '已不在本岗',
    coveredBy('hall-op1'),
  );
  const url = `/api/v1/requests/${verdict.holding?.decision?.request}`;
  const request: Request = (await county.service.get(county.as('card-head'), url)).json();
  expect(request).toMatchObject({ requester: 'hall-head', onBehalfOf: 'card-head', state: 'pending' });
  const candidates = request.stages.flatMap((stage) => stage.candidates);
  expect(candidates).not.toContain('card-head');
  expect(candidates).not.toContain('hall-head');
  expect((await decide(county, 'card-head', request.id)).json().code).toBe('already-decided');
  expect((await decide(county, 'hall-head', request.id)).json().code).toBe('own-request');
  const voice = county.owner.pool.query(
    'insert into access.decision_voice (centre, request, person, requester, beneficiary) select centre, id, on_behalf_of, requester, beneficiary from access.request where id = $1',
    [request.id],
  );
  expect(await voice.catch(violates)).toBe('decision_voice_pkey');
  expect((await county.entries('request.submitted')).at(-1)).toMatchObject({
    target: request.id,
    details: { onBehalfOf: idOf('card-head') },
  });
});

test('while the reviewer is away their deputy has the turn; when the deputyship ends it goes on', async () => {
  await onLeave(county, 'card-head');
  const { id } = await opened(county, { unit: 'card' });
  const [holding, other] = await holdingsOf(county, 'hall-head', id, { reviewer: 'me' });
  expect(holding?.reviewers).toEqual(['hall-head']);
  expect((await certify(county, 'hall-head', id, holding?.grant as string, 'keep')).decided).toBe(true);
  const end = { method: 'DELETE', url: `/api/v1/deputies/${deputyship}` } as const;
  expect((await county.service.send(county.as('hall-head'), end)).statusCode).toBeLessThan(300);
  const late = await certify(county, 'hall-head', id, other?.grant as string, 'keep');
  expect(late.problem?.code ?? late).toMatch(/^(not-a-candidate|not-found)$/);
  const [now] = await holdingsOf(county, 'director', id, { person: other?.person as string });
  expect(now?.reviewers).not.toContain('hall-head');
  expect(now?.reviewers).not.toContain('card-head');
});
