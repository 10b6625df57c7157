import { SessionRoles, SessionRolesInput } from '@zhiheng/contracts';
import { type App, personOf, traceOf } from '@zhiheng/http';
import type { SessionRolesDesk } from '../session-roles.ts';

const config = { access: 'person' } as const;
const tags = ['session'];

/** With which of their roles the signed-in person acts. */
export function sessionRoutes(app: App, { sessions }: { sessions: SessionRolesDesk }): void {
  app.get('/api/v1/me/session/roles', {
    config,
    schema: { tags, summary: '会话中启用的角色 / roles active in the session', response: { 200: SessionRoles } },
    handler: (request) => sessions.read(personOf(request)),
  });

  app.put('/api/v1/me/session/roles', {
    config,
    schema: {
      tags,
      summary: '切换会话角色 / act with these roles',
      body: SessionRolesInput,
      response: { 200: SessionRoles },
    },
    handler: (request) => sessions.choose(personOf(request), request.body.roles, traceOf(request)),
  });

  app.delete('/api/v1/me/session/roles', {
    config,
    schema: { tags, summary: '取消角色选择 / act without a choice again', response: { 200: SessionRoles } },
    handler: (request) => sessions.drop(personOf(request), traceOf(request)),
  });
}
