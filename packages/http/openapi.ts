import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import { ProblemDocument } from '@zhiheng/contracts';
import type { FastifySchema, RouteOptions } from 'fastify';
import type { App } from './app.ts';
import type { Access } from './authentication.ts';

/** OpenAPI 3.1 at `/openapi.json`, a reference page at `/docs` that needs no other host. */
export async function describe(app: App, title: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        version: '1.0.0',
        description: '社保经办权限与内控服务。Permission and internal-control service.',
      },
      components: {
        securitySchemes: {
          oidc: { type: 'openIdConnect', openIdConnectUrl: '/oidc/.well-known/openid-configuration' },
          client: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/oidc/token', scopes: {} } } },
        },
      },
    },
    transform: ({ schema, url, route }) => ({ schema: withSecurity(schema, route), url }),
  });
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => app.swagger());
  await app.register(reference, {
    routePrefix: '/docs',
    configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false, agent: { disabled: true } },
  });
}

function withSecurity(schema: FastifySchema | undefined, route: RouteOptions): FastifySchema {
  const access: Access | undefined = route.config?.access;
  if (!schema || schema.hide || !access || access === 'public') return schema ?? { hide: true };
  const scope = typeof access === 'object' ? ('scope' in access ? access.scope : access.personOrScope) : undefined;
  const security = [
    ...(typeof access === 'object' && 'scope' in access ? [] : [{ oidc: [] }]),
    ...(access === 'person' ? [] : [{ client: scope ? [scope] : [] }]),
  ];
  const response = { '4xx': ProblemDocument, ...(schema.response as object) };
  return { ...schema, security, response };
}
