import { describe, expect, test } from 'vitest';
import { award, type ChangeRequest, type Story } from './story-teller.ts';

/** A case goes through as many hands as it has duties; then the role that took part is taken away. */
export function tellOfCases(story: Story): void {
  const { as, decide, may, step, wish } = story;

  describe('a case goes through as many hands as it has duties', () => {
    let id: string;

    test('one handles, another reviews, a third approves', async () => {
      const opened = await story.business.post<{ id: string; nextDuty: string }>('/api/v1/cases', {
        ...award,
        reference: 'YL-2026-0001',
      });
      expect(opened).toMatchObject({ status: 201, body: { nextDuty: 'handle' } });
      id = opened.body.id;
      expect(await step(id, 'review', 'enterprise-pension-op3')).toMatchObject({
        status: 409,
        body: { code: 'out-of-order' },
      });
      expect(await step(id, 'handle', 'newcomer')).toMatchObject({ status: 201 });
      expect(await step(id, 'review', 'newcomer')).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
      expect(await step(id, 'review', 'enterprise-pension-op3')).toMatchObject({ status: 201 });
      const same = await step(id, 'approve', 'enterprise-pension-op3');
      expect([403, 409]).toContain(same.status);
      const approved = await step(id, 'approve', 'enterprise-pension-op5');
      expect(approved).toMatchObject({ status: 201, body: { case: { state: 'complete', nextDuty: null } } });
      const repeated = await step(id, 'approve', 'enterprise-pension-op5');
      expect(repeated.status).toBe(409);
      expect((await story.business.get<{ steps: unknown[] }>(`/api/v1/cases/${id}`)).body.steps).toHaveLength(3);
    });

    test('of two reviews at once one wins', async () => {
      const opened = await story.business.post<{ id: string }>('/api/v1/cases', {
        ...award,
        reference: 'YL-2026-0002',
      });
      await step(opened.body.id, 'handle', 'newcomer');
      const both = await Promise.all(
        ['enterprise-pension-op3', 'enterprise-pension-op4'].map((actor) => step(opened.body.id, 'review', actor)),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    });

    test('its entries belong together and lie in the signed tree', async () => {
      await story.settled();
      const { body } = await story.business.get<{ data: { id: string; action: string; correlationId: string }[] }>(
        `/audit/v1/entries?case=${id}&outcome=done`,
      );
      expect(body.data.map(({ action }) => action).reverse()).toEqual([
        'case.opened',
        'step.recorded',
        'step.recorded',
        'step.recorded',
        'case.completed',
      ]);
      expect(new Set(body.data.map(({ correlationId }) => correlationId)).size).toBe(1);
      for (const entry of body.data)
        expect((await story.business.get(`/audit/v1/entries/${entry.id}/proof`)).status).toBe(200);
    });
  });

  describe('a role is taken away through its own chain', () => {
    test('section head, then control head; then nothing is allowed any more', async () => {
      const asked = await as('enterprise-pension-op1').post<ChangeRequest>(
        '/api/v1/requests',
        wish('enterprise-pension-handle', { change: 'revoke' }),
      );
      expect(asked.status).toBe(201);
      expect(asked.body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
      await decide('enterprise-pension-head', asked.body.id);
      expect(await may('newcomer', 'handle'), 'until the last approval it holds').toBe(true);
      expect(await decide('control-head', asked.body.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
      expect(await may('newcomer', 'handle')).toBe(false);
    });
  });
}
