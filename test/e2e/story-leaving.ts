import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { refresh, SignInRefused, signIn, type Tokens } from '../support/sign-in.ts';
import { award, type ChangeRequest, type Story } from './story-teller.ts';

/** A retirement shuts everything at once. */
export function tellOfLeaving(story: Story): void {
  const { as, decide, may, step, wish } = story;

  describe('a retirement shuts everything at once', () => {
    let leaver: Tokens;
    let own: Answer<ChangeRequest>;

    test('what they had works until then', async () => {
      leaver = await signIn(story.origin, 'enterprise-pension-op1');
      leaver = await refresh(story.origin, leaver.refresh_token as string);
      expect(leaver.access_token).toBeTruthy();
      expect(await introspect(leaver.access_token)).toMatchObject({ active: true });
      expect(await may('enterprise-pension-op1', 'handle')).toBe(true);
      own = await as('enterprise-pension-op1').post<ChangeRequest>(
        '/api/v1/requests',
        wish('enterprise-pension-handle'),
      );
      expect(own.status).toBe(201);
    });

    test('only who administers accounts may', async () => {
      const path = '/api/v1/people/enterprise-pension-op1/departure';
      expect(await as('newcomer').post(path, { kind: 'retired' })).toMatchObject({ status: 403 });
      const preview = await as('sysadmin').post<{ effects: { grantsEnded: unknown[] } }>(`${path}/preview`);
      expect(preview.status).toBe(200);
      expect(preview.body.effects.grantsEnded).toHaveLength(1);
      expect(await may('enterprise-pension-op1', 'handle'), 'a preview changes nothing').toBe(true);
      expect(await as('sysadmin').post(path, { kind: 'retired', reason: '到龄退休' })).toMatchObject({ status: 201 });
      expect(await as('sysadmin').post(path, { kind: 'retired' })).toMatchObject({
        status: 409,
        body: { code: 'already-departed' },
      });
    });

    test('from then on nothing works', async () => {
      expect(await may('enterprise-pension-op1', 'handle')).toBe(false);
      expect(await as('enterprise-pension-op1').get('/api/v1/me')).toMatchObject({
        status: 401,
        body: { code: 'account-disabled' },
      });
      expect(await refresh(story.origin, leaver.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
      expect(await introspect(leaver.access_token)).toMatchObject({ active: false });
      const refused = await signIn(story.origin, 'enterprise-pension-op1').catch((error) => error);
      expect(refused).toBeInstanceOf(SignInRefused);
      expect(refused.message).toMatch(/停用/);
      const opened = await story.business.post<{ id: string }>('/api/v1/cases', {
        ...award,
        reference: 'YL-2026-0003',
      });
      expect((await step(opened.body.id, 'handle', 'enterprise-pension-op1')).status).toBe(409);
      expect((await as('newcomer').get<ChangeRequest>(`/api/v1/requests/${own.body.id}`)).body.state).toBe('withdrawn');
    });

    test('decisions that waited for a leaver go to somebody else', async () => {
      const asked = await as('newcomer').post<ChangeRequest>('/api/v1/requests', wish('enterprise-pension-handle'));
      expect(asked.body.stages[0]?.candidates).toEqual(['enterprise-pension-head']);
      const left = await as('sysadmin').post<{ id: string }>('/api/v1/people/enterprise-pension-head/departure', {
        kind: 'resigned',
      });
      expect(left.status).toBe(201);
      const after = await as('newcomer').get<ChangeRequest>(`/api/v1/requests/${asked.body.id}`);
      expect(after.body.stages[0]).toMatchObject({ by: 'deputy-director', state: 'open' });
      expect(after.body.stages[0]?.candidates).toEqual(['deputy-director', 'deputy-director2']);
      expect((await decide('enterprise-pension-head', asked.body.id)).status).toBe(401);
      const report = await as('sysadmin').get<{
        effects: { decisionsReassigned: { request: string; to: string[] }[] };
      }>(`/api/v1/departures/${left.body.id}`);
      expect(report.body.effects.decisionsReassigned).toEqual([expect.objectContaining({ request: asked.body.id })]);
    });

    const introspect = async (accessToken: string) => {
      const response = await fetch(new URL('/oidc/token/introspection', story.origin), {
        method: 'POST',
        body: new URLSearchParams({ token: accessToken }),
        headers: { authorization: `Basic ${Buffer.from('demo-business:demo-business-secret').toString('base64')}` },
      });
      return (await response.json()) as { active: boolean };
    };
  });
}
