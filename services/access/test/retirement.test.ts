import type { LeftBehind } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { movePlanned } from '../transfer-move.ts';
import { question, reasonOf, step, stepped } from './acting.ts';
import { applied, ask, asked, asOwner, coveredBy, deskOf, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';
import { addSections, item, listed, opening, read, role, unit } from './retiring.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    addSections(file);
    file.units.push({ code: 'far', parent: 'centre', kind: 'section', name: { zh: '远', en: 'Far' } });
  });
});
afterAll(() => county.close());

const code = async (who: string, wanted: object) => (await ask(county, who, wanted)).json().code;
const grant = (beneficiary: string, of: string, at: string, more: object = {}) => ({
  ...{ change: 'grant', beneficiary, role: of, unit: at },
  ...more,
});
const covered = coveredBy('old-handler');
const kinds = (left: LeftBehind[]) => Object.fromEntries(left.map(({ kind, count }) => [kind, count]));

test('a unit that is in use does not retire: the list says why, and names whom the caller sees', async () => {
  const open = (await opening(county, { reference: 'left' })).json();
  const retire = unit('old', { retired: true });
  const refused = (await ask(county, 'inspector', retire)).json();
  expect(refused).toMatchObject({ status: 409, code: 'in-use' });
  expect(kinds(refused.left)).toEqual({ person: 2, unit: 1, grant: 2, item: 1, case: 1 });
  expect(refused.left.every(({ refuses }: LeftBehind) => refuses)).toBe(true);
  expect(refused.left).toContainEqual({
    kind: 'person',
    count: 2,
    refuses: true,
    some: ['old-handler', 'old-reviewer'],
  });
  expect(refused.left).toContainEqual({ kind: 'case', count: 1, refuses: true, some: [open.id] });
  const preview = await previewed(county, 'inspector', retire);
  expect(preview).toMatchObject({ submittable: false, problem: { code: 'in-use' }, left: refused.left });
  // Who sees nobody's business learns how many there are.
  const clerk = (await ask(county, 'newcomer', retire)).json();
  expect(kinds(clerk.left)).toEqual(kinds(refused.left));
  expect(clerk.left).toContainEqual({ kind: 'person', count: 2, refuses: true, some: [] });
  expect(clerk.left).toContainEqual({ kind: 'grant', count: 2, refuses: true, some: [] });
  expect(await county.entries('request.refused')).toMatchObject([
    { actor: 'inspector', reason: 'in-use', target: 'old' },
    { actor: 'newcomer', reason: 'in-use', target: 'old' },
  ]);
  expect(await read(county, 'units', 'old')).toMatchObject({ retired: false });
});

test('the centre itself does not retire, nor what is not there', async () => {
  expect(await code('secadmin', unit('centre', { retired: true }))).toBe('invalid-request');
  expect(await code('secadmin', unit('nowhere', { retired: true }))).toBe('unknown-code');
  expect(await code('secadmin', item('nothing', { retired: true }))).toBe('unknown-code');
  expect(await code('secadmin', role('nobody', { retired: true }))).toBe('unknown-code');
  expect(await code('secadmin', unit('empty', { retired: false }))).toBe('not-retired');
  expect(await code('secadmin', unit('empty', { retired: true, kind: 'window' }))).toBe('invalid-request');
  expect(await code('secadmin', unit('empty', { parent: 'new', into: 'new' }))).toBe('invalid-request');
});

test('an empty unit retires: nobody and nothing comes to it any more, until it is put back', async () => {
  const { service, as } = county;
  const before = await asked(county, 'newcomer', grant('newcomer', 'paper-handle', 'empty'));
  const preview = await previewed(county, 'secadmin', unit('empty', { retired: true }));
  expect(preview).toMatchObject({ submittable: true, problem: null, left: [{ kind: 'request', count: 1 }] });
  const request = await applied(county, 'secadmin', unit('empty', { retired: true }));
  expect(request.proposal).toMatchObject({ kind: 'unit', unit: { code: 'empty' }, retired: true });
  expect(await read(county, 'units', 'empty')).toMatchObject({ retired: true, name: { en: 'Empty' } });
  expect(await listed(county, 'units', { retired: 'true' })).toEqual(['empty']);
  expect(await listed(county, 'units', { retired: 'false' })).not.toContain('empty');
  expect(await listed(county, 'units', {})).toContain('empty');
  expect(await county.entries('policy.changed')).toMatchObject([{ target: 'empty' }]);

  expect(await code('secadmin', unit('empty', { retired: true }))).toBe('retired');
  expect(await code('newcomer', grant('old-handler', 'paper-handle', 'empty'))).toBe('retired');
  // What was asked for before has ended with it.
  expect(await read(county, 'requests', before.id, 'newcomer')).toMatchObject({ state: 'failed', failure: 'retired' });
  const person = { username: 'too-late', name: '迟', unit: 'empty' };
  expect((await service.post(as('sysadmin'), '/api/v1/people', person)).json()).toMatchObject({ code: 'retired' });
  const transfer = { unit: 'empty', reason: '调岗' };
  expect((await service.post(as('sysadmin'), '/api/v1/people/old-handler/transfer', transfer)).json().code).toBe(
    'retired',
  );
  expect((await opening(county, { unit: 'empty', reference: 'late' })).json()).toMatchObject({
    status: 409,
    code: 'retired',
  });
  expect(await reasonOf(county, question('old-handler', 'handle', { item: 'old-paper', unit: 'empty' }))).toBe(
    'retired',
  );
  expect(await code('secadmin', unit('old-window', { parent: 'empty' }))).toBe('retired');
  expect(await code('secadmin', unit('empty', { kind: 'window' }))).toBe('retired');
  const template = {
    change: 'template',
    template: { post: 'x', unitKind: 'section', unit: 'empty', roles: [{ role: 'paper-handle', place: 'unit' }] },
  };
  expect(await code('secadmin', template)).toBe('retired');

  await applied(county, 'secadmin', unit('empty', { retired: false }));
  expect(await read(county, 'units', 'empty')).toMatchObject({ retired: false });
  await applied(county, 'newcomer', grant('newcomer', 'paper-handle', 'empty'));
  await applied(county, 'newcomer', { ...grant('newcomer', 'paper-handle', 'empty', covered), change: 'revoke' });
});

test('a retired item is opened no more; what is open goes on to its end', async () => {
  const open = (await opening(county, { reference: 'open' })).json();
  const preview = await previewed(county, 'secadmin', item('old-paper', { retired: true }));
  expect(preview.submittable).toBe(true);
  expect(kinds(preview.left)).toMatchObject({ case: 2, role: 2 });
  await applied(county, 'secadmin', item('old-paper', { retired: true }));
  expect(await read(county, 'items', 'old-paper')).toMatchObject({ retired: true });
  expect(await listed(county, 'items', { retired: 'true' })).toEqual(['old-paper']);
  expect((await opening(county, { reference: 'new' })).json()).toMatchObject({ status: 409, code: 'retired' });
  expect(await reasonOf(county, question('old-handler', 'handle', { item: 'old-paper', unit: 'old' }))).toBe('retired');
  expect(await reasonOf(county, question('old-handler', 'handle', open.id))).toBe('permitted');
  await stepped(county, open.id, 'handle', 'old-handler');
  // The rules hold on as they did.
  expect((await step(county, open.id, 'review', 'old-handler')).statusCode).toBe(403);
  expect(await stepped(county, open.id, 'review', 'old-reviewer')).toMatchObject({ state: 'complete' });
  expect(
    await code('secadmin', { change: 'rule', item: { ...(await plain('old-paper')), risk: 2, retired: false } }),
  ).toBe('retired');
  await applied(county, 'secadmin', item('old-paper', { retired: false }));
  // As it is read it is sent back: that it is not retired says nothing beside its content.
  expect(await previewed(county, 'secadmin', { change: 'rule', item: await plain('old-paper') })).toMatchObject({
    submittable: true,
    proposal: { kind: 'item', item: { code: 'old-paper' } },
  });
  expect((await opening(county, { reference: 'new' })).statusCode).toBe(201);
});

async function plain(named: string): Promise<object> {
  const { id: _, ...content } = await read(county, 'items', named);
  return content;
}

test('a retired role is given no more; who holds it goes on', async () => {
  const until = { validUntil: inDays(20) };
  await applied(county, 'newcomer', grant('newcomer', 'paper-handle', 'old', until));
  const wanted = role('paper-handle', { retired: true });
  expect(kinds((await previewed(county, 'secadmin', wanted)).left)).toMatchObject({ grant: 2 });
  await applied(county, 'secadmin', wanted);
  expect(await listed(county, 'roles', { retired: 'true' })).toEqual(['paper-handle']);
  expect(await code('newcomer', grant('card-op1', 'paper-handle', 'card'))).toBe('retired');
  const longer = { ...grant('newcomer', 'paper-handle', 'old'), change: 'extend', validUntil: inDays(30) };
  expect(await code('card-op1', longer)).toBe('retired');
  expect(await reasonOf(county, question('old-handler', 'handle', { item: 'old-paper', unit: 'old' }))).toBe(
    'permitted',
  );
  const heir = { name: { zh: '新', en: 'New' }, risk: 1, permissions: [], inherits: ['paper-handle'] };
  expect(await code('secadmin', role('heir', heir))).toBe('retired');
  await applied(county, 'card-op1', { ...grant('newcomer', 'paper-handle', 'old', covered), change: 'revoke' });
  await applied(county, 'secadmin', role('paper-handle', { retired: false }));
  await applied(county, 'card-op1', grant('newcomer', 'paper-handle', 'old', until));
  await applied(county, 'card-op1', { ...grant('newcomer', 'paper-handle', 'old', covered), change: 'revoke' });
});

test('a role that a chain calls on does not retire', async () => {
  const refused = (await ask(county, 'secadmin', role('section-head', { retired: true }))).json();
  expect(refused).toMatchObject({ code: 'in-use' });
  expect(refused.left).toContainEqual(expect.objectContaining({ kind: 'chain', refuses: true }));
  const [chain] = refused.left.filter(({ kind }: LeftBehind) => kind === 'chain');
  expect(chain.some).toContain('grant/1/');
});

test('a retired chain is chosen for no new request; the one under way goes on through its stages', async () => {
  const { service, as } = county;
  const only = { change: 'rule', chain: { change: 'grant', risk: 1, retired: true } };
  expect(await code('secadmin', only)).toBe('only-chain');
  expect(await code('secadmin', { change: 'rule', chain: { change: 'rule', risk: 3, retired: true } })).toBe(
    'only-chain',
  );
  expect(
    await code('secadmin', { change: 'rule', chain: { change: 'grant', risk: 1, unitKind: 'hall', retired: true } }),
  ).toBe('unknown-code');

  const own = { change: 'grant', risk: 1, unitKind: 'section' };
  const stages = [{ by: 'inspector', of: 'centre', workingDays: 2 }];
  await applied(county, 'secadmin', { change: 'rule', chain: { ...own, stages } });
  const underWay = await asked(county, 'newcomer', grant('newcomer', 'paper-handle', 'new'));
  expect(underWay.stages.map(({ by }) => by)).toEqual(['inspector']);
  const retire = { change: 'rule', chain: { ...own, retired: true } };
  expect((await previewed(county, 'secadmin', retire)).left).toMatchObject([{ kind: 'request', some: [underWay.id] }]);
  await applied(county, 'secadmin', retire);
  const chains = (await service.get(as('director'), '/api/v1/chains', { retired: 'true' })).json().data;
  expect(chains).toMatchObject([{ ...own, retired: true }]);
  const next = await asked(county, 'newcomer', grant('card-op1', 'paper-handle', 'card'));
  expect(next.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
  // Nobody else calls on the post: who holds it still decides.
  expect(await approve(county, underWay)).toMatchObject({ state: 'applied' });

  await applied(county, 'secadmin', { change: 'rule', chain: { ...own, retired: false } });
  const again = await previewed(county, 'newcomer', grant('card-op2', 'paper-handle', 'new'));
  expect(again.stages.map(({ by }: { by: string }) => by)).toEqual(['inspector']);
  await applied(county, 'secadmin', retire);
});

test('who was to move to a unit that has retired meanwhile stays', async () => {
  const { service, as } = county;
  const transfer = { unit: 'far', post: 'clerk', at: inDays(1), reason: '调岗', ...coveredBy('card-op2') };
  const url = '/api/v1/people/card-op1/transfer';
  const planned = (await service.post(as('sysadmin'), url, transfer)).json();
  expect((await previewed(county, 'secadmin', unit('far', { retired: true }))).left).toMatchObject([
    { kind: 'transfer', count: 1, refuses: false },
  ]);
  await applied(county, 'secadmin', unit('far', { retired: true }));
  const due = 'update access.transfer set at = clock_timestamp() where id = $1';
  await asOwner(county, due, [planned.id ?? planned.transfer.id]);
  await movePlanned(deskOf(county), county.centre);
  expect(await read(county, 'people', 'card-op1')).toMatchObject({ unit: 'card' });
  const transfers = await service.get(as('inspector'), '/api/v1/transfers', { person: 'card-op1' });
  expect(transfers.json().data).toMatchObject([{ state: 'cancelled' }]);
  expect(await county.entries('transfer.cancelled')).toMatchObject([{ reason: 'retired' }]);
});

test('the database itself refuses what is new at a retired unit, and a retirement that nobody approved', async () => {
  await applied(county, 'secadmin', unit('empty', { retired: true }));
  const insert = county.owner.pool.query(
    `insert into access.case (centre, id, item, unit, reference, client) values ($1, gen_random_uuid(), 'old-paper', 'empty', 'x', 't')`,
    [county.centre],
  );
  await expect(insert).rejects.toMatchObject({ constraint: 'nothing_new_retired' });
  const person = county.owner.pool.query(
    `insert into access.person (centre, id, staff_number, name, unit, post) values ($1, gen_random_uuid(), 'x', 'x', 'empty', '-')`,
    [county.centre],
  );
  await expect(person).rejects.toMatchObject({ constraint: 'nothing_new_retired' });
  await expect(
    inCentre(county.database, county.centre, (transaction) =>
      transaction.updateTable('access.unit').set({ retired_at: new Date() }).where('code', '=', 'old').execute(),
    ),
  ).rejects.toMatchObject({ constraint: 'policy_needs_approval' });
});
