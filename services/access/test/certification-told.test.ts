import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, inDays } from './asking.ts';
import { holdingsOf, opened } from './certifying.ts';
import { type County, countyFile, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

test('whoever has something to review is told that it has begun, and nobody else: deputies, too, and not who is concerned', async () => {
  // What a head granted goes to the next post; at the clinic nothing else is held.
  const grant = { change: 'grant', beneficiary: 'card-op2', role: 'hall-handle', unit: 'hall-clinic' };
  await applied(county, 'newcomer', grant);
  const deputy = { deputy: 'card-op1', until: inDays(9), reason: '出差' };
  const named = await county.service.post(county.as('card-head'), '/api/v1/deputies', deputy);
  expect(named.statusCode, named.body).toBe(201);
  for (const unit of ['hall-clinic', 'card', 'centre']) {
    const { id } = await opened(county, { unit });
    const { rows } = await county.owner.pool.query(
      `select a.username from access.notice n join access.account a on a.centre = n.centre and a.person = n.person
       where n.centre = $1 and n.kind = 'certification-assigned' and n.about = $2 order by 1`,
      [county.centre, id],
    );
    const waiting: string[] = [];
    for (const { username } of countyFile().people) {
      const mine = await holdingsOf(county, username, id, { reviewer: 'me', limit: '1' }).catch(() => []);
      if (mine.length > 0) waiting.push(username);
    }
    expect(rows.map(({ username }) => username)).toEqual(waiting.sort());
    expect(waiting.includes('hall-head')).toBe(unit === 'centre');
    expect(waiting.includes('card-op1')).toBe(unit !== 'hall-clinic');
  }
});
