import { afterEach, beforeEach, expect, test } from 'vitest';
import { evaluate, question } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** A denial is told when it is in the log, and not before. */
let county: County;
beforeEach(async () => {
  county = await openCounty();
});
afterEach(() => county.close());

const op = 'enterprise-pension-op1';
const ask = (body: object, url = '/access/v1/evaluation', as: object = county.client('decide')) =>
  county.service.post(as as ReturnType<County['client']>, url, body);

/** The database takes no entry of these actions, by this SQL state. */
const refuseEntries = (state: string) =>
  county.owner.pool.query(`
    create function public.spoil() returns trigger language plpgsql as
      $$ begin raise exception 'spoilt' using errcode = '${state}'; end $$;
    create trigger spoil before insert on audit.entry for each row
      when (new.action in ('decision.evaluated', 'access.refused')) execute function public.spoil()`);

for (const [why, state, code] of [
  ['refuses the write', 'XX000', 'unavailable'],
  ['is overdue', '57014', 'busy'],
] as const)
  test(`a denial that the database ${why} is not told as one; a permit is`, async () => {
    await refuseEntries(state);
    const answer = await ask(question(op, 'review'));
    expect(answer.json()).toMatchObject({ status: 503, code });
    expect(answer.body).not.toContain('spoilt');
    expect((await evaluate(county, question(op, 'handle'))).decision).toBe(true);
    const evaluations = [question(op, 'handle'), question(op, 'review'), question(op, 'approve')];
    expect((await ask({ evaluations }, '/access/v1/evaluations')).json()).toMatchObject({ status: 503, code });
    expect((await ask({ evaluations: [question(op, 'handle'), 7] }, '/access/v1/evaluations')).statusCode).toBe(503);
    expect((await ask(question('newcomer', 'handle'), '/access/v1/evaluation', county.as(op))).statusCode).toBe(503);
    await county.owner.pool.query('drop trigger spoil on audit.entry');
    expect(await evaluate(county, question(op, 'review'))).toMatchObject({ decision: false });
    expect(await county.entries('decision.evaluated')).toHaveLength(1);
  });

test('invalid items of a batch are in the log before they are told: one entry for all of them', async () => {
  const evaluations: unknown[] = [question(op, 'handle'), 7, { ...question(op, 'handle'), action: {} }];
  evaluations.push({ ...question(op, 'handle'), context: { policyEpoch: 'soon' } });
  const answer = await ask({ evaluations }, '/access/v1/evaluations');
  expect(answer.json().evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual([
    ...[true, false, false, false],
  ]);
  expect(await county.entries('access.refused')).toMatchObject([
    { outcome: 'denied', reason: 'invalid-request', details: { asked: 'decision', invalid: 3, items: [1, 2, 3] } },
  ]);
  await ask({ evaluations: Array.from({ length: 1_000 }, () => 7) }, '/access/v1/evaluations');
  const entries = await county.entries('access.refused');
  expect(entries).toHaveLength(2);
  expect(entries[1]?.details).toMatchObject({ invalid: 1_000 });
  expect(entries[1]?.details?.items).toHaveLength(50);
});
