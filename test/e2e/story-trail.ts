import { describe, expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { token } from '../support/sign-in.ts';
import { verifiedLog } from '../support/verified-log.ts';
import type { Story } from './story-teller.ts';

/** What was done can be looked up, and nobody can change it unseen. */
export function tellOfTheTrail(story: Story): void {
  const { as } = story;

  describe('the trail', () => {
    test('an inspector filters it by the person; others may not', async () => {
      await story.settled();
      const { status, body } = await as('inspector').get<{ data: { action: string; id: string }[] }>(
        '/audit/v1/entries?person=enterprise-pension-op1',
      );
      expect(status).toBe(200);
      const actions = body.data.map(({ action }) => action);
      for (const action of [
        'sign-in.succeeded',
        'request.submitted',
        'person.departed',
        'account.disabled',
        'grant.ended',
        'sign-in.refused',
        'step.refused',
      ])
        expect(actions, action).toContain(action);
      expect((await as('newcomer').get('/audit/v1/entries')).status).toBe(403);
    });

    test('an edit by the superuser is named', async () => {
      expect(await verifiedLog(as('inspector'))).toMatchObject({ intact: true });
      const { body } = await as('inspector').get<{ data: { id: string; index: number }[] }>(
        '/audit/v1/entries?action=person.departed',
      );
      const entry = body.data.at(-1) as { id: string; index: number };
      const owner = await story.superuser();
      await owner.pool.query(
        `begin; set local session_replication_role = replica; update audit.entry set reason = '调离' where id = '${entry.id}'; commit`,
      );
      const after = await verifiedLog(as('inspector'));
      expect(after.intact).toBe(false);
      expect(after.findings).toEqual([{ kind: 'altered', index: entry.index, id: entry.id }]);
    });

    test('the tokens of the demo clients reach no further than their scopes', async () => {
      const wrong = await token(
        story.origin,
        { grant_type: 'client_credentials', scope: 'decide' },
        'demo-hr:demo-hr-secret',
      );
      expect(wrong.error).toBe('invalid_scope');
      const hr = await asClient(story.origin, 'demo-hr', 'scim');
      expect((await hr.get('/audit/v1/entries')).status).toBe(403);
    });
  });
}
