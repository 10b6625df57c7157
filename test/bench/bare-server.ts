import { EvaluationAnswer, EvaluationInput } from '@zhiheng/contracts';
import fastify from 'fastify';

/** A Fastify route with the schemas of an evaluation that decides nothing: the most that any service on Fastify could do. */
const answer = {
  decision: true,
  context: {
    id: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
    reason: { code: 'permitted', zh: '有权限', en: 'Permitted' },
    grant: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e12',
    policyEpoch: 1,
  },
};

const app = fastify();
app.post(
  '/access/v1/evaluation',
  { schema: { body: EvaluationInput, response: { 200: EvaluationAnswer } } },
  async () => answer,
);
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as { port: number };
process.stdout.write(`bare ready http://127.0.0.1:${port}\n`);
process.on('SIGTERM', () => void app.close());
