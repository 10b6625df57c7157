import { describe, expect, test } from 'vitest';
import type { ChangeRequest, Problem, Story } from './story-teller.ts';

/** Roles are granted and taken away through tiered approval; incompatible ones are refused, with the reason. */
export function tellOfRequests(story: Story): void {
  const { as, decide, may, wish } = story;

  describe('a newcomer is granted a role', () => {
    let request: ChangeRequest;

    test('the preview shows no conflict and the chain', async () => {
      const { status, body } = await as('newcomer').post<ChangeRequest>(
        '/api/v1/requests/preview',
        wish('enterprise-pension-handle'),
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({ submittable: true, conflicts: [] });
      expect(body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head', 'director']);
      expect(body.stages.map(({ candidates }) => candidates)).toEqual([
        ['enterprise-pension-head'],
        ['control-head'],
        ['director'],
      ]);
    });

    test('the request waits for its first stage, and nothing is allowed yet', async () => {
      const submitted = await as('newcomer').post<ChangeRequest>('/api/v1/requests', wish('enterprise-pension-handle'));
      expect(submitted.status).toBe(201);
      request = submitted.body;
      expect(request).toMatchObject({ state: 'pending', conflicts: [] });
      expect(request.stages.map(({ state }) => state)).toEqual(['open', 'waiting', 'waiting']);
      expect(await may('newcomer', 'handle')).toBe(false);
    });

    test('nobody approves out of turn, for themselves, or twice', async () => {
      expect(await decide('newcomer', request.id)).toMatchObject({ status: 403, body: { code: 'own-request' } });
      expect(await decide('director', request.id)).toMatchObject({ status: 403, body: { code: 'not-a-candidate' } });
      expect(await decide('enterprise-pension-head', request.id)).toMatchObject({
        status: 200,
        body: { state: 'pending' },
      });
      const again = await decide('enterprise-pension-head', request.id);
      expect(again.status).toBeGreaterThanOrEqual(403);
      expect(['already-decided', 'not-a-candidate']).toContain(again.body.code);
    });

    test('after the last approval the grant is active', async () => {
      expect(await decide('control-head', request.id)).toMatchObject({ status: 200, body: { state: 'pending' } });
      expect(await may('newcomer', 'handle')).toBe(false);
      expect(await decide('director', request.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
      expect(await may('newcomer', 'handle')).toBe(true);
      expect(await may('newcomer', 'review')).toBe(false);
    });
  });

  describe('incompatible duties are refused, with the reason', () => {
    test('review beside handle breaks item-handle-review', async () => {
      const { status, body } = await as('newcomer').post<Problem>(
        '/api/v1/requests',
        wish('enterprise-pension-review'),
        {
          'accept-language': 'zh-CN',
        },
      );
      expect(status).toBe(409);
      expect(body).toMatchObject({ code: 'duty-conflict', title: '职责不相容' });
      const conflict = body.conflicts.find(({ rule }) => rule === 'item-handle-review');
      expect(conflict?.items).toContain('enterprise-pension-award');
      expect(conflict?.items).toHaveLength(9);
      expect(conflict?.with).toEqual([
        expect.objectContaining({ role: 'enterprise-pension-handle', grant: expect.any(String) }),
      ]);
      expect(conflict?.source).toContain('会计法');
      expect(conflict?.resolution.zh).toContain('收回');
      expect(conflict?.resolution.en).toContain('revoke');
    });

    test('paying in the finance section breaks four-post-classes', async () => {
      const { status, body } = await as('newcomer').post<Problem>(
        '/api/v1/requests',
        wish('finance-pay', { unit: 'finance' }),
      );
      expect(status).toBe(409);
      expect(body.conflicts.map(({ rule }) => rule)).toContain('four-post-classes');
    });
  });
}
