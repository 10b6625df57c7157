import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as passwords from '../passwords.ts';
import { signIn } from '../sign-in.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let guessed: TestPerson;
const browser = (name: string) => Buffer.alloc(32, name);

beforeAll(async () => {
  world = await startWorld();
  guessed = await world.addPerson('county', 'guessed');
});
afterAll(() => world?.close());

/** One attempt, from whatever address and browser. */
const attempt = (
  username: string,
  password: string,
  { address = '10.0.0.1', known = 'stranger' }: { address?: string; known?: string } = {},
) =>
  signIn(
    {
      database: world.database,
      environment: world.environment,
      trace: { correlationId: 'test', address },
      client: 'console',
      browser: browser(known),
      log: world.app.log,
      session: undefined,
    },
    { username, password },
  );

const outcomes = async (tries: Promise<Awaited<ReturnType<typeof attempt>>>[]) =>
  (await Promise.all(tries)).map((outcome) => (outcome.kind === 'refused' ? outcome.why : outcome.kind));

const many = (count: number, make: (n: number) => ReturnType<typeof attempt>) =>
  outcomes(Array.from({ length: count }, (_, n) => make(n)));

const keep = (person: TestPerson, name: string) =>
  sql`insert into identity.known_browser (centre, account, browser) values ('county', ${person.account}, ${browser(name)})`.execute(
    world.owner.query,
  );

describe('guessing a password', () => {
  it('fifty at once from one address try five', async () => {
    const person = await world.addPerson('county', 'fifty');
    const answers = await many(50, () => attempt('fifty', 'wrong'));
    expect(answers.filter((one) => one === 'wrong')).toHaveLength(5);
    expect(answers.filter((one) => one === 'locked')).toHaveLength(45);
    const locked = (await world.entries('county')).filter(
      ({ action, account }) => action === 'account.locked' && account === person.account,
    );
    expect(locked).toHaveLength(1);
    expect(await outcomes([attempt('fifty', person.password)])).toEqual(['locked']);
  });

  it('does not shut its owner out who comes from elsewhere', async () => {
    await many(6, () => attempt('guessed', 'wrong', { address: '10.9.9.9' }));
    expect(await outcomes([attempt('guessed', guessed.password, { address: '10.0.0.2' })])).toEqual(['signed-in']);
  });

  it('from many addresses is bounded, and even then a browser that signed in before is let in', async () => {
    const person = await world.addPerson('county', 'besieged');
    await keep(person, 'own');
    const answers = await many(60, (n) => attempt('besieged', 'wrong', { address: `10.2.${n}.1` }));
    expect(answers.filter((one) => one === 'wrong')).toHaveLength(20);
    expect(await outcomes([attempt('besieged', person.password, { address: '10.3.0.1' })])).toEqual(['locked']);
    const own = { address: '10.2.1.1', known: 'own' };
    expect(await outcomes([attempt('besieged', person.password, own)])).toEqual(['signed-in']);
  });

  it('in a browser that signed in before is counted by itself', async () => {
    const person = await world.addPerson('county', 'clumsy');
    await keep(person, 'desk');
    const answers = await many(8, () => attempt('clumsy', 'wrong', { known: 'desk' }));
    expect(answers.filter((one) => one === 'wrong')).toHaveLength(5);
    expect(await outcomes([attempt('clumsy', person.password, { known: 'another' })])).toEqual(['signed-in']);
  });

  it('gains nothing by signing in between: what strangers tried stays counted', async () => {
    const person = await world.addPerson('county', 'between');
    await many(18, (n) => attempt('between', 'wrong', { address: `10.4.${n}.1` }));
    expect(await outcomes([attempt('between', person.password, { address: '10.5.0.1' })])).toEqual(['signed-in']);
    const answers = await many(10, (n) => attempt('between', 'wrong', { address: `10.6.${n}.1` }));
    expect(answers.filter((one) => one === 'wrong')).toHaveLength(2);
  });

  it('of everybody in turn is bounded for each address', async () => {
    const from = { address: '10.7.0.1' };
    await sql`insert into identity.lockout (centre, account, origin, failures, since)
      values ('county', '00000000-0000-0000-0000-000000000000', ${from.address}, 99, clock_timestamp())`.execute(
      world.owner.query,
    );
    const person = await world.addPerson('county', 'sprayed');
    expect(await outcomes([attempt('nobody-at-all', 'wrong', from)])).toEqual(['wrong']);
    expect(await outcomes([attempt('sprayed', person.password, from)])).toEqual(['locked']);
    expect(await outcomes([attempt('sprayed', person.password)])).toEqual(['signed-in']);
  });
});

describe('whether somebody exists', () => {
  it('is not told by locks, nor by what is reckoned', async () => {
    const disabled = await world.addPerson('county', 'left');
    await world.depart(disabled);
    await world.addPerson('county', 'exists');
    const reckoned = vi.spyOn(passwords.argon, 'verify');
    try {
      const answers: string[][] = [];
      for (const username of ['exists', 'does-not', 'left', 'Not A Username'])
        answers.push(await many(7, () => attempt(username, 'wrong', { address: '10.8.0.1' })));
      for (const one of answers) expect(one.sort()).toEqual([...Array(2).fill('locked'), ...Array(5).fill('wrong')]);
      expect(reckoned).toHaveBeenCalledTimes(28);
    } finally {
      reckoned.mockRestore();
    }
  });

  it('is not written down: what was typed may be a password', async () => {
    expect(JSON.stringify(await world.entries('county'))).not.toContain('does-not');
    const { rows } = await world.owner.pool.query('select origin from identity.lockout');
    expect(JSON.stringify(rows)).not.toContain('does-not');
  });
});
