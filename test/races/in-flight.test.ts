import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { depart, prepare, type Round, type Try } from './in-flight.ts';
import { faults } from './invariants.ts';
import { Leaver } from './leaver.ts';
import { desk, grantOf, office, person, racer } from './office.ts';
import { patience, rounds } from './race.ts';
import { type WholeServers, wholeServers } from './whole-servers.ts';
import { openWorld, type World } from './world.ts';

/** Rounds of one batch have their requests made at once; each is at a desk of its own. */
const desks = 40;
const lanes = 4;
const leaver = (round: number) => `leaver-${round}`;
const guest = (round: number) => racer(round);

let world: World;
let servers: WholeServers;
beforeAll(async () => {
  const file = office(2 * rounds, desks);
  for (let round = 0; round < rounds; round++)
    file.people.push({ ...person(leaver(round), ['award-handle', 'section-head']), unit: desk(round % desks) });
  world = await openWorld(file, async () => []);
  servers = await wholeServers(world, 3);
}, patience);
afterAll(async () => {
  await servers?.stop();
  await world?.close();
});

test(
  'when a departure has been answered, nothing of theirs succeeds in any process, whatever was on its way',
  async () => {
    const wanted = await pattern(world, 'asker', grantOf('award-handle'), []);
    const admin = new Leaver(servers, 'accounts');
    const tally = new Map<string, { won: number; lost: number }>();
    const late: string[] = [];
    let token = '';
    for (let first = 0; first < rounds; first += desks) {
      const [origin = ''] = servers.origins;
      token = (await admin.exchange(origin, await admin.signIn(origin)))?.access_token ?? '';
      const batch = Array.from({ length: Math.min(desks, rounds - first) }, (_, at) => first + at);
      const requests = await copies(
        world,
        wanted,
        batch.flatMap((round) =>
          [0, 1].map((one) => ({ beneficiary: guest(2 * round + one), unit: desk(round % desks) })),
        ),
      );
      await inLanes(batch, async (round, at) => {
        const made = requests.slice(2 * at, 2 * at + 2) as [string, string];
        await oneRound(roundOf(round, made), `Bearer ${token}`, { tally, late });
      });
    }
    expect(late).toEqual([]);
    expect(await giveAfterDeparture()).toEqual([]);
    expect(await faults(world)).toEqual({});
    console.info(
      `${rounds} departures over three processes; on their way, done or refused: ${[...tally]
        .map(([name, { won, lost }]) => `${name} ${won}/${lost}`)
        .join(', ')}`,
    );
    const won = [...tally.values()].reduce((sum, one) => sum + one.won, 0);
    expect(won, 'what was on its way was not too late each time').toBeGreaterThan(0);
  },
  patience,
);

const roundOf = (round: number, requests: [string, string]): Round => ({
  username: leaver(round),
  person: world.as(leaver(round)).person,
  unit: round % desks,
  requests,
  signsIn: round % 3 === 0,
  told: round % 4 === 1,
});

async function oneRound(
  round: Round,
  authorization: string,
  { tally, late }: { tally: Map<string, { won: number; lost: number }>; late: string[] },
): Promise<void> {
  const { during, after } = await prepare(servers, round);
  const anyServer = () => servers.origins[randomInt(servers.origins.length)] as string;
  const leaving = (async () => {
    await sleep(randomInt(60));
    const epoch = await depart(anyServer(), authorization, round.username);
    await Promise.all(
      after.map(async (one) => {
        if (await one.at(anyServer(), epoch)) late.push(`${one.name} of ${round.username}`);
      }),
    );
  })();
  const flying = during.map(async (one: Try) => {
    await sleep(randomInt(20));
    const count = tally.get(one.name) ?? { won: 0, lost: 0 };
    count[(await one.at(anyServer())) ? 'won' : 'lost']++;
    tally.set(one.name, count);
  });
  await Promise.all([leaving, ...flying]);
}

async function inLanes(batch: readonly number[], work: (round: number, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < batch.length; at = next++) await work(batch[at] as number, at);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** What the log says was given to somebody, or done by them, after their departure. */
async function giveAfterDeparture(): Promise<unknown[]> {
  const { rows } = await world.owner.pool.query(
    `select e.action, e.actor, e.at, d.at as left from audit.entry e
     join audit.entry d on d.centre = e.centre and d.about = e.person and d.action = 'person.departed' and d.outcome = 'done'
     where e.centre = $1 and e.outcome = 'done' and e.at > d.at
       and e.action in ('token.issued', 'sign-in.succeeded', 'step.recorded', 'request.decided')`,
    [world.centre],
  );
  return rows;
}
