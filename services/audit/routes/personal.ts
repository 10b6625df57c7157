import { listed, said } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, clientOf, Problem, personOf, traceOf } from '@zhiheng/http';
import { eraseSubject, takeBackErasure } from '../erasure.ts';
import { readPersonal, storePersonal } from '../personal.ts';
import type { PersonalKeys } from '../personal-keys.ts';
import { readLog } from '../reading.ts';
import {
  ErasureAnswer,
  ErasureQuery,
  PersonalAnswer,
  PersonalInput,
  PersonalQuery,
  PersonalStored,
  SubjectPath,
  WithdrawalAnswer,
} from './personal-schemas.ts';
import { WithdrawalInput } from './retention-schemas.ts';

/** Personal data beside the log: written by services, read under authority, erased by two people. */
export function personalRoutes(app: App, { database, keys }: { database: Database; keys: PersonalKeys }): void {
  const tags = ['personal data'];

  app.post('/audit/v1/personal', {
    config: { access: { scope: 'audit:write' } },
    schema: {
      tags,
      summary: '存入个人信息 / keep personal data beside an entry, sealed under a key of its subject',
      body: PersonalInput,
      response: { 201: PersonalStored },
    },
    handler: async (request, reply) => {
      const { entry, subject, data } = request.body;
      const input = { entry: entry.toLowerCase(), subject, data };
      await storePersonal(database, keys, clientOf(request).centre, input, traceOf(request));
      return reply.status(201).send({ entry: input.entry, subject });
    },
  });

  app.get('/audit/v1/personal', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '查阅个人信息，须说明理由 / read the personal data of an entry, saying why',
      querystring: PersonalQuery,
      response: { 200: PersonalAnswer },
    },
    handler: async (request, reply) => {
      const { entry, reason } = request.query;
      const id = entry.toLowerCase();
      reply.header('cache-control', 'no-store');
      return readLog(database, request, {
        action: 'read-personal',
        reading: { action: 'personal.read', target: id, reason },
        work: async (transaction, centre) => ({ data: await readPersonal(transaction, keys, centre, id) }),
      });
    },
  });

  app.delete('/audit/v1/subjects/:hash', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '删除个人信息，须两人 / erase a data subject: asked by one person, done when a second one asks the same',
      params: SubjectPath,
      querystring: ErasureQuery,
      response: { 200: ErasureAnswer, 202: ErasureAnswer },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const wish = { subject: request.params.hash, reason: request.query.reason };
      const outcome = await readLog(database, request, {
        action: 'erase-personal',
        work: (transaction) => eraseSubject(transaction, caller, wish, traceOf(request)),
      });
      // The refusal is an entry, too.
      if (outcome.state === 'held')
        throw new Problem('subject-held', said('subject-on-hold', { holds: listed(outcome.holds) }));
      const { state } = outcome;
      return reply.status(state === 'erased' ? 200 : 202).send({ state });
    },
  });

  app.post('/audit/v1/subjects/:hash/withdrawal', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '撤回本人提出的删除 / take back an erasure that one has asked for and nobody has confirmed',
      params: SubjectPath,
      body: WithdrawalInput,
      response: { 200: WithdrawalAnswer },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const wish = { subject: request.params.hash, reason: request.body.reason };
      await readLog(database, request, {
        action: 'erase-personal',
        work: (transaction) => takeBackErasure(transaction, caller, wish, traceOf(request)),
      });
      return { state: 'withdrawn' as const };
    },
  });
}
