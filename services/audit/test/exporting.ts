import type { EntryExport } from '@zhiheng/contracts';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import { until, type World } from './world.ts';

export const url = '/audit/v1/exports';

/** Lets the inspectors of both centres export. */
export async function letExport(world: World): Promise<void> {
  for (const centre of ['north', 'south'])
    await world.owner.pool.query(
      `insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, 'inspector', 7, 'export', 'entry')`,
      [centre],
    );
}

/** Exports of one service, as its inspector in `north` has them unless another is named. */
export function exporting(world: World, service: TestService) {
  const inspector = (centre = 'north') => world.as(centre, 'inspector');
  const ask = async (body: object, caller: TestCaller = inspector()): Promise<EntryExport> => {
    const answer = await service.post(caller, url, { reason: '取证', ...body });
    expect(answer.statusCode, answer.body).toBe(202);
    return answer.json();
  };
  const read = async (id: string, caller: TestCaller = inspector()): Promise<EntryExport> =>
    (await service.get(caller, `${url}/${id}`)).json();
  const ended = async (id: string, caller?: TestCaller) => {
    await until(async () => !['queued', 'running'].includes((await read(id, caller)).state));
    return read(id, caller);
  };
  const download = async (id: string, caller: TestCaller = inspector()) => {
    const answer = await service.get(caller, `${url}/${id}/content`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer;
  };
  const exported = async (body: object) => {
    const job = await ended((await ask(body)).id);
    expect(job).toMatchObject({ state: 'ready', failure: null, progress: 1 });
    return { job, answer: await download(job.id) };
  };
  const append = async (centre: string, ...entries: object[]) => {
    const ids = await world.append(centre, ...entries);
    await world.settled(centre);
    return ids;
  };
  return { inspector, ask, read, ended, download, exported, append };
}
