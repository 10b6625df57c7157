import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inspection, Paper, Sampled } from '@zhiheng/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { County, type ProblemBody } from '../support/county.ts';
import { addFinishedCases, monthBefore } from '../support/finished-cases.ts';
import { zhiheng } from '../support/process.ts';

/** The month's sampling, from the plan to the proof, over HTTP (每月抽查). */
const county = County.ofThisFile();
const { month, at } = monthBefore();
const path = '/api/v1/inspections';
let folder: string;
let own: string;
let big: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-redraw-'));
  const skill = { item: 'skill-subsidy', unit: 'injury-unemployment' };
  const cases = Array.from({ length: 60 }, (_, place) => ({
    ...skill,
    ...{
      handle: `hall-op${1 + (place % 5)}`,
      review: `injury-unemployment-op${1 + (place % 2)}`,
      amountFen: 10_000 + place,
    },
  }));
  const ids = await addFinishedCases(county.running.database, at, [
    { ...skill, handle: 'hall-op3', review: 'control-op1', amountFen: 5_000_000 },
    { ...skill, handle: 'inspector', review: 'hall-op2', amountFen: 1_200_000 },
    ...cases,
  ]);
  own = ids[0] as string;
  big = ids[1] as string;
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const act = <T = Inspection>(who: string, id: string, step: string, body?: object) =>
  county.post<T>(who, `${path}/${id}/${step}`, body);

describe('the month’s inspection', () => {
  let id: string;

  it('is planned by the control head alone, once a month, with its secret committed to and told nowhere', async () => {
    const refused = await county.post('inspector', path, { period: month });
    expect([refused.status, refused.body.code]).toEqual([403, 'not-permitted']);
    const lasting = await county.post('control-head', path, { period: '2999-01' });
    expect([lasting.status, lasting.body.code]).toEqual([409, 'not-over']);
    const planned = await county.post<Inspection>('control-head', path, { period: month });
    expect(planned.status, JSON.stringify(planned.body)).toBe(201);
    id = planned.body.id;
    expect(planned.body).toMatchObject({ state: 'planned', period: month, size: 0 });
    expect((await county.post('control-head', path, { period: month })).body.code).toBe('already-exists');
    const [entry] = await county.entries({ action: 'inspection.planned', outcome: 'done' });
    expect(entry?.details).toMatchObject({ commitment: planned.body.commitment, plan: { method: 'share' } });
    const [row] = (await county.sql('select sealed from control.inspection_secret')) as { sealed: Buffer }[];
    expect(row?.sealed).toHaveLength(60);
  });

  it('previews how many would be drawn of each stratum', async () => {
    const preview = await county.post<{ members: number; must: number; strata: object[] }>(
      'control-head',
      `${path}/preview`,
      { period: month },
    );
    expect(preview.body).toMatchObject({ members: 62, must: 2, strata: [{ members: 60 }] });
    expect((await county.post('inspector', `${path}/preview`, { period: month })).status).toBe(403);
  });

  it('freezes its population once, whoever asks at the same moment', async () => {
    expect((await act('control-head', id, 'draw')).status).toBe(409);
    const answers = await Promise.all([act('control-head', id, 'freeze'), act('control-head', id, 'freeze')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await county.get<Inspection>('control-head', `${path}/${id}`);
    expect(body).toMatchObject({ state: 'frozen', size: 62 });
    await expect(county.sql('update control.population set unit = unit')).rejects.toThrow(/not changed/);
    await expect(county.sql('delete from control.population')).rejects.toThrow(/not changed/);
    await expect(
      county.sql(
        'insert into control.population select centre, inspection, 99, id, item, risk, unit, channel, operator, amount_fen, must, stratum, money_from from control.population limit 1',
      ),
    ).rejects.toThrow(/population is frozen/);
  });

  it('is drawn once, though two press at the same moment, and everything that has to be in is', async () => {
    await Promise.all([act('control-head', id, 'draw'), act('control-head', id, 'draw')]);
    await expect
      .poll(
        async () => {
          // The schedule would come to it within the minute.
          await act('control-head', id, 'draw');
          return (await county.get<Inspection>('control-head', `${path}/${id}`)).body.state;
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe('drawn');
    expect(await county.entries({ action: 'inspection.drawn', outcome: 'done' })).toHaveLength(1);
    const sample = await county.get<{ data: Sampled[] }>('inspector', `${path}/${id}/sample`);
    const must = sample.body.data.filter(({ why }) => why === 'must');
    expect(must.map((one) => one.id).sort()).toEqual([own, big].sort());
    const { body } = await county.get<Inspection>('control-head', `${path}/${id}`);
    expect(sample.body.data).toHaveLength(body.sampled as number);
    expect((await act<ProblemBody>('control-head', id, 'draw')).body.code).toBe('wrong-state');
  });

  it('is given to nobody who took part', async () => {
    const nobody = await act<ProblemBody>('control-head', id, 'allotment', { inspectors: ['hall-op1'] });
    expect([nobody.status, nobody.body.code]).toEqual([400, 'invalid-request']);
    expect((await act('inspector', id, 'allotment', {})).status).toBe(403);
    const given = await act<{ allotted: number; left: number }>('control-head', id, 'allotment', {});
    // The one who reviews papers took part in it.
    expect(given.body.left).toBe(1);
    const rows = async () => (await county.get<{ data: Sampled[] }>('control-head', `${path}/${id}/sample`)).body.data;
    expect((await rows()).find((one) => one.id === own)?.paper).toBeNull();
    expect((await rows()).find((one) => one.id === big)).toMatchObject({
      inspector: 'inspector2',
      reviewer: 'control-op1',
    });
    await expect(
      county.sql(
        `select set_config('zhiheng.centre', 'county', true);
        insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer)
        select 'county', s.inspection, s.ordinal, gen_random_uuid(), s.id, a.person, b.person from control.sample s, access.account a, access.account b
        where s.id = '${own}' and a.username = 'inspector' and b.username = 'control-op1'`,
      ),
    ).rejects.toThrow(/took part/);
    await act('control-head', id, 'allotment', { inspectors: ['inspector'], reviewers: ['inspector2'] });
    expect((await rows()).find((one) => one.id === own)).toMatchObject({
      inspector: 'inspector',
      reviewer: 'inspector2',
    });
    expect((await county.get<Inspection>('control-head', `${path}/${id}`)).body.state).toBe('allotted');
  });

  const point = { ok: true, evidence: [{ name: '申请表', sha256: 'ab'.repeat(32) }] };
  const fine = { points: { procedure: point, content: point, policyBasis: point }, findings: [] };
  const fault = {
    points: { ...fine.points, policyBasis: { ok: false, note: '标准用错', evidence: [] } },
    findings: [
      {
        ...{ dimension: 'policy-basis', nature: 'error', riskLevel: 2 },
        ...{ description: '技能提升补贴标准引用错误', basis: '《社会保险经办条例》第二十六条', amountFen: 20_000 },
      },
    ],
  };
  const paperOf = async (one: string) => {
    const { data } = (await county.get<{ data: Sampled[] }>('inspector', `${path}/${id}/sample?limit=500`)).body;
    return `${path}/${id}/papers/${data.find((row) => row.id === one)?.paper}`;
  };
  const put = async (who: string, paper: string, body: object) =>
    (await county.as(who)).send<Paper & ProblemBody>('PUT', paper, body);

  it('has a paper written by its inspector and agreed to by the second, whose fault becomes a finding', async () => {
    const paper = await paperOf(big);
    expect((await county.get<Paper>('inspector2', paper)).body).toMatchObject({
      version: 0,
      paperState: 'open',
      points: null,
    });
    expect((await put('inspector', paper, { version: 0, ...fine })).body.code).toBe('not-permitted');
    expect((await put('inspector2', paper, { version: 0, ...fine })).body).toMatchObject({
      version: 1,
      paperState: 'open',
    });
    expect((await put('inspector2', paper, { version: 0, ...fine })).body.code).toBe('changed-meanwhile');
    const lacking = await put('inspector2', paper, { version: 1, ...fault, findings: [], sign: true });
    expect(lacking.body).toMatchObject({ code: 'invalid-request', errors: [{ path: '/findings' }] });
    expect((await put('inspector2', paper, { version: 1, ...fault, sign: true })).body.paperState).toBe('signed');
    expect((await put('inspector2', paper, { version: 2, ...fine })).body.code).toBe('wrong-state');
    const review = (who: string, body: object) => county.post<Paper & ProblemBody>(who, `${paper}/review`, body);
    expect((await review('inspector2', { version: 2, outcome: 'agreed' })).body.code).toBe('not-permitted');
    expect((await review('control-op1', { version: 2, outcome: 'returned' })).body.code).toBe('invalid-request');
    const returned = await review('control-op1', { version: 2, outcome: 'returned', reason: '请补证据' });
    expect(returned.body).toMatchObject({ paperState: 'returned', reviewReason: '请补证据' });
    await put('inspector2', paper, { version: 3, ...fault, sign: true });
    const agreed = await Promise.all([1, 2, 3].map(() => review('control-op1', { version: 4, outcome: 'agreed' })));
    expect(agreed.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const findings = await county.sql(`select source, nature, state, "case"::text from control.finding`);
    expect(findings).toEqual([{ source: 'sample', nature: 'error', state: 'open', case: big }]);
    const [entry] = await county.entries({ action: 'inspection-paper.signed', outcome: 'done' });
    expect(JSON.stringify(entry)).not.toContain('标准');
  });

  it('tells its secret only when every paper is agreed to', async () => {
    expect((await county.get<ProblemBody>('control-head', `${path}/${id}/proof`)).body.code).toBe('wrong-state');
    expect((await act<ProblemBody>('control-head', id, 'reveal')).body.code).toBe('wrong-state');
    const { data } = (await county.get<{ data: Sampled[] }>('inspector', `${path}/${id}/sample?limit=500`)).body;
    for (const one of data.filter(({ paperState }) => paperState === 'open')) {
      const paper = `${path}/${id}/papers/${one.paper}`;
      await put(one.inspector as string, paper, { version: 0, ...fine, sign: true });
      await county.post(one.reviewer as string, `${paper}/review`, { version: 1, outcome: 'agreed' });
    }
    expect((await act('inspector', id, 'reveal')).status).toBe(403);
    const revealed = await act('control-head', id, 'reveal');
    expect(revealed.status, JSON.stringify(revealed.body)).toBe(200);
    expect((await act('control-head', id, 'completion')).body.state).toBe('completed');
  });

  /** The file, and a changed one, as anybody redraws from it. */
  const redraw = async (change: (lines: string[]) => unknown = () => undefined) => {
    const caller = await county.as('director');
    const answer = await caller.get<{ text: string }>(`${path}/${id}/proof/file`);
    const lines = answer.body.text.trimEnd().split('\n');
    change(lines);
    const [file, keys] = [join(folder, 'proof.ndjson'), join(folder, 'keys')];
    await writeFile(file, `${lines.join('\n')}\n`);
    await writeFile(keys, await (await fetch(new URL('/audit/log/county/key', county.origin))).text());
    return zhiheng(['redraw', file, '--key', keys]);
  };
  it('is redrawn by anybody, offline', async () => {
    await expect
      .poll(async () => (await county.get('director', `${path}/${id}/proof`)).status, { timeout: 30_000 })
      .toBe(200);
    expect(await redraw()).toMatchObject({ code: 0, stdout: expect.stringMatching(/of 62 as .*audit\/log\/county/) });
  });

  it('is not the same from a file that was changed', async () => {
    const more = await redraw((lines) => lines.push(lines[1] as string));
    expect(more.code).toBe(1);
    expect(more.stderr).toMatch(/not the frozen one/);
  });
});
