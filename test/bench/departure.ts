import { connect, migrate, type ServiceName, startEmbeddedPostgres } from '@zhiheng/database';
import autocannon from 'autocannon';
import { foundCentre } from '../../services/access/plugin.ts';
import { depart } from '../races/in-flight.ts';
import { Leaver } from '../races/leaver.ts';
import { office, person } from '../races/office.ts';
import { wholeServers } from '../races/whole-servers.ts';
import type { Row } from './table.ts';

const departures = 1_000;
const loaded = 8;
const leaver = (at: number) => `leaver-${at}`;
const question = (username: string) => ({
  subject: { type: 'person', id: username },
  action: { name: 'handle' },
  resource: { type: 'case', id: 'new', properties: { item: 'award', unit: 'section' } },
});

/**
 * From the answer to a departure until another process, which had decided about the person before and has others to decide about all the while,
 * says no; and what the process that answered says at once. Over two processes of all services.
 */
export async function benchDeparture(directory: string): Promise<Row[]> {
  const server = await startEmbeddedPostgres({ directory, password: 'bench' });
  try {
    await migrate(server.url);
    const open = (service: ServiceName) => connect({ url: server.url, service });
    const [access, owner] = [await open('access'), await connect({ url: server.url })];
    const file = office(0);
    for (let at = 0; at < departures; at++) file.people.push(person(leaver(at), ['award-handle']));
    await foundCentre(access, file, () => 'bench/departures');
    const { centre } = file;
    const servers = await wholeServers({ owner, centre, server: { connect: open, url: server.url } }, 2);
    try {
      return await measure(servers);
    } finally {
      await servers.stop();
      await Promise.all([access.close(), owner.close()]);
    }
  } finally {
    await server.stop();
  }
}

async function measure(servers: Awaited<ReturnType<typeof wholeServers>>): Promise<Row[]> {
  const [here = '', there = ''] = servers.origins;
  const json = { 'content-type': 'application/json' };
  const may = async (origin: string, username: string): Promise<boolean> => {
    const body = JSON.stringify(question(username));
    const headers = { ...json, authorization: servers.machine };
    const answer = await fetch(`${origin}/access/v1/evaluation`, { method: 'POST', headers, body });
    return ((await answer.json()) as { decision: boolean }).decision;
  };
  const admin = new Leaver(servers, 'accounts');
  const tokens = await admin.exchange(here, await admin.signIn(here));
  const body = JSON.stringify(question('head'));
  const headers = { ...json, authorization: servers.machine };
  const load = [here, there].map((origin) =>
    autocannon({
      url: `${origin}/access/v1/evaluation`,
      method: 'POST',
      connections: loaded,
      duration: 600,
      headers,
      body,
    }),
  );
  const times: number[] = [];
  let heard = 0;
  for (let at = 0; at < departures; at++) {
    const username = leaver(at);
    if (!(await may(there, username))) throw new Error(`${username} might nothing before they left`);
    await depart(here, `Bearer ${tokens?.access_token}`, username);
    const answered = performance.now();
    const same = may(here, username);
    while (await may(there, username));
    times.push(performance.now() - answered);
    if (await same) heard++;
  }
  for (const one of load) (one as unknown as { stop(): void }).stop();
  await Promise.all(load);
  return rowsOf(times, heard);
}

function rowsOf(times: number[], heard: number): Row[] {
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] as number;
  return [
    {
      what: `from a departure’s answer to a denial in another process, ${times.length} departures under decision load: p99`,
      ours: `${p99.toFixed(1)} ms`,
      baseline: '250 ms',
      ratio: p99 / 250,
      bound: '≤ 1',
      met: p99 <= 250,
    },
    {
      what: 'decisions for who has left, in the process that answered, at once after the answer',
      ours: String(heard),
      baseline: '0',
      ratio: heard,
      bound: '0',
      met: heard === 0,
    },
  ];
}
