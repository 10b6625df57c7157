import type { PostTemplate } from '@zhiheng/contracts';
import { violates } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const handle = { role: 'enterprise-pension-handle', place: 'unit' };
const review = { role: 'enterprise-pension-review', place: 'unit' };
const at = { post: '综合岗', unitKind: 'section', unit: 'enterprise-pension' };
const change = (roles: object[], more: object = {}) => ({
  change: 'template',
  template: { ...at, roles, ...more },
});
const templatesOf = async (post: string): Promise<PostTemplate[]> =>
  (await county.service.get(county.as('director'), '/api/v1/post-templates', { limit: '500' }))
    .json()
    .data.filter((one: PostTemplate) => one.post === post);

test('a template changes by request, through the chain for role contents; then the post is given that', async () => {
  const preview = await previewed(county, 'secadmin', change([handle]));
  expect(preview).toMatchObject({ submittable: true, problem: null, risk: 3, proposal: { kind: 'template' } });
  const content = { permissions: [{ action: 'read', resource: 'entry' }] };
  const other = await previewed(county, 'secadmin', {
    change: 'role-content',
    role: 'enterprise-pension-handle',
    content,
  });
  expect(preview.stages.map(({ by }: { by: string }) => by)).toEqual(other.stages.map(({ by }: { by: string }) => by));
  const request = await asked(county, 'secadmin', change([handle]));
  expect((await ask(county, 'secadmin', change([]))).json().code).toBe('already-exists');
  expect(await templatesOf(at.post)).toEqual([]);
  expect((await approve(county, request)).state).toBe('applied');
  expect(await templatesOf(at.post)).toEqual([{ ...at, roles: [handle] }]);
  const line = { beneficiary: 'newcomer', post: at.post, unit: at.unit };
  const bulk = await county.service.post(county.as('enterprise-pension-op1'), '/api/v1/requests/bulk/preview', {
    reason: '新入职',
    lines: [line],
  });
  expect(bulk.json().lines).toMatchObject([{ preview: { role: handle.role, unit: at.unit } }]);
  expect((await county.entries('policy.changed')).at(-1)).toMatchObject({
    target: '综合岗/section/enterprise-pension',
    before: { roles: [] },
    after: { roles: [handle] },
  });
});

test('one that replaces another leaves nothing of it; one without roles takes it away', async () => {
  await applied(county, 'secadmin', change([review, { role: 'inspector', place: 'centre' }]));
  expect((await templatesOf(at.post))[0]?.roles.map(({ role }) => role).sort()).toEqual(
    [review.role, 'inspector'].sort(),
  );
  await applied(county, 'secadmin', change([]));
  expect(await templatesOf(at.post)).toEqual([]);
});

test('what nobody may hold together is no template: refused at preview and submission, and when a rule comes meanwhile', async () => {
  const both = change([handle, review]);
  const preview = await previewed(county, 'secadmin', both);
  expect(preview).toMatchObject({ submittable: false });
  expect(preview.conflicts.length).toBeGreaterThan(0);
  const refused = (await ask(county, 'secadmin', both)).json();
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
  expect(refused.conflicts[0].items).toContain('enterprise-pension-award');
  expect(refused.conflicts[0].resolutions).toContainEqual(['enterprise-pension-handle@enterprise-pension']);
  // For every unit of the kind, too.
  const anywhere = { change: 'template', template: { post: '综合岗', unitKind: 'section', roles: [handle, review] } };
  expect((await ask(county, 'secadmin', anywhere)).json().code).toBe('duty-conflict');

  const later = await asked(
    county,
    'secadmin',
    change([handle, { role: 'hall-handle', place: 'unit' }], { post: '又' }),
  );
  await applied(county, 'secadmin', {
    change: 'rule',
    rule: {
      code: 'pension-and-hall',
      kind: 'static',
      name: { zh: '养老与大厅不相容', en: 'Pension and hall' },
      atMost: 1,
      within: 'centre',
      of: [{ roles: ['enterprise-pension-handle'] }, { roles: ['hall-handle'] }],
      effect: 'block',
      source: '测试',
    },
  });
  const failed = await approve(county, later);
  expect(failed).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect(await templatesOf('又')).toEqual([]);
});

test('unknown roles, units and kinds, a unit of another kind and a role given twice are refused by field', async () => {
  const refusal = async (roles: object[], more: object = {}) => {
    const { code, errors } = (await ask(county, 'secadmin', change(roles, more))).json();
    return [code, errors?.[0]?.path];
  };
  expect(await refusal([{ role: 'nobody', place: 'unit' }])).toEqual(['unknown-code', '/template/roles/0/role']);
  expect(await refusal([handle], { unit: 'nowhere' })).toEqual(['unknown-code', '/template/unit']);
  expect(await refusal([handle], { unitKind: 'nothing', unit: undefined })).toEqual([
    'unknown-code',
    '/template/unitKind',
  ]);
  expect(await refusal([handle], { unit: 'village-01' })).toEqual(['invalid-request', '/template/unit']);
  expect(await refusal([handle, handle])).toEqual(['invalid-request', '/template/roles/1']);
});

test('the database takes no template away, and none in, but by an approved request for just that', async () => {
  const { centre, database } = county;
  const refusal = async (text: string, values: unknown[] = []) => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('zhiheng.centre', $1, true)", [centre]);
      await client.query(text, [centre, ...values]);
      return undefined;
    } catch (error) {
      return violates(error) ?? error;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  expect(await refusal('delete from access.post_template where centre = $1')).toBe('policy_needs_approval');
  const insert = `insert into access.post_template (centre, post, unit_kind, unit, role, place, request) values ($1, '综合岗', 'section', $2, 'director', 'unit', $3)`;
  const { id } = await asked(county, 'secadmin', change([handle]));
  expect(await refusal(insert, [at.unit, id])).toBe('post_template_needs_approval');
  await county.owner.pool.query("update access.request_stage set state = 'approved' where request = $1", [id]);
  const client = await county.owner.pool.connect();
  await client.query("set session_replication_role = 'replica'");
  await client.query("update access.request set state = 'approved' where id = $1", [id]);
  await client.query("set session_replication_role = 'origin'");
  client.release();
  expect(await refusal(insert, ['card', id])).toBe('post_template_needs_approval');
  expect(await refusal(insert, [at.unit, id])).toBeUndefined();
});
