import { RecordedStep, StepInput } from '@zhiheng/contracts';
import { connect, newId } from '@zhiheng/database';
import fastify from 'fastify';
import { dropNestedIds } from '../../packages/http/schema-ids.ts';

/** A Fastify route with the schemas of a case step that judges nothing: it commits one row in `BENCH_DATABASE` and answers. */
const id = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
const at = '2026-01-05T01:02:03.456Z';
const step: RecordedStep['step'] = {
  ...{ id, duty: 'handle', round: 1, person: id, username: 'p000001', outcome: 'done', note: null, at },
};
const answer: RecordedStep = {
  step,
  case: {
    ...{ id, item: 'enterprise-pension-award-0', unit: 'enterprise-pension-0', reference: id, channel: null },
    ...{ amountFen: null, currency: 'CNY', state: 'open', round: 1, nextDuty: 'review', client: 'bench' },
    ...{ openedAt: at, closedAt: null, cancellation: null, steps: [step] },
  },
};

const { pool } = await connect({ url: process.env.BENCH_DATABASE ?? '', size: 32 });
const app = fastify();
dropNestedIds(app);
app.post(
  '/api/v1/cases/:id/steps',
  { schema: { body: StepInput, response: { 201: RecordedStep } } },
  async (_, reply) => {
    await pool.query('insert into bench.bare_step (id) values ($1)', [newId()]);
    return reply.status(201).send(answer);
  },
);
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as { port: number };
process.stdout.write(`bare ready http://127.0.0.1:${port}\n`);
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
