import { openTestService, type TestService } from '@zhiheng/http/testing';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../plugin.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, handleFor, submitted } from './requesting.ts';

/** How often a decision on a request goes to the database: what is read once under its locks is passed on, not read again. */
const sent: string[] = [];
let county: County;
let service: TestService;
beforeAll(async () => {
  county = await openCounty();
  const database = await county.testDatabase.connect('access', { size: 2 });
  const heard = new WeakSet<pg.PoolClient>();
  database.pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const noting = (...args: unknown[]) => {
      const [first] = args as [string | pg.QueryConfig | { texts: string[] }];
      const texts = typeof first === 'string' ? [first] : 'texts' in first ? first.texts : [first.text];
      // What begins a transaction says whose it is.
      sent.push(
        ...texts.filter((text) => !text.includes('set_config(')).map((text) => text.replace('/* kept */ ', '')),
      );
      return query(...args);
    };
    client.query = noting as typeof client.query;
  });
  service = await openTestService(access, { database });
});
afterAll(async () => {
  await service.close();
  await county.close();
});

/** The statements of the transaction that decides, and of all until it is answered. */
async function statementsOf(act: () => Promise<unknown>): Promise<{ deciding: string[]; all: string[] }> {
  sent.length = 0;
  await act();
  const all = [...sent];
  return {
    deciding: all.slice(all.indexOf('begin'), all.indexOf('commit') + 1),
    all,
  };
}

test('each decision keeps within its statements, the last one, too, which puts the grant into effect', async () => {
  let request = await submitted({ ...county, service }, 'newcomer', handleFor('newcomer'));
  // Of the one that ends a request, one tells those whom it concerns; the last of all asks which epoch was reached.
  const most = { pending: [21, 30], applied: [25, 32] } as Record<string, [number, number]>;
  while (request.state === 'pending') {
    const open = request.stages.find(({ state }) => state === 'open');
    const { deciding, all } = await statementsOf(async () => {
      const answer = await decide({ ...county, service }, open?.candidates[0] as string, request.id);
      expect(answer.statusCode, answer.body).toBe(200);
      request = answer.json();
    });
    const [underLocks, altogether] = most[request.state] as [number, number];
    expect(deciding.length, deciding.join('\n')).toBeLessThanOrEqual(underLocks);
    expect(all.length, all.join('\n')).toBeLessThanOrEqual(altogether);
    // Before the people are locked, to know whom; and once with who else could decide.
    expect(deciding.filter((statement) => statement.includes('access.deputy'))).toHaveLength(2);
  }
  expect(request.state).toBe('applied');
});
