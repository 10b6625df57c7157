import fastify from 'fastify';

/** A Fastify route that takes the form of an introspection and answers the same each time. */
const answer = {
  active: true,
  token_type: 'Bearer',
  sub: 'demo-business',
  client_id: 'demo-business',
  scope: 'decide',
  centre: 'county',
};
const app = fastify();
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
  done(null, Object.fromEntries(new URLSearchParams(body as string))),
);
app.post(
  '/oidc/token/introspection',
  {
    schema: {
      body: { type: 'object', properties: { token: { type: 'string' } } },
      response: {
        200: { type: 'object', properties: { active: { type: 'boolean' } }, additionalProperties: { type: 'string' } },
      },
    },
  },
  async () => answer,
);
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as { port: number };
process.stdout.write(`bare ready http://127.0.0.1:${port}\n`);
process.on('SIGTERM', () => void app.close());
