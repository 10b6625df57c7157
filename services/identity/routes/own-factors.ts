import {
  FactorName,
  Id,
  MyFactors,
  NewFactor,
  NewPasskey,
  NewTotp,
  PasskeyOptions,
  RecoveryCodes,
  TotpOffer,
} from '@zhiheng/contracts';
import { type App, Problem, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { digestOf } from '../adapter.ts';
import { type EnrolmentOutcome, enrolPasskey, enrolTotp, offerPasskey, offerTotp } from '../enrolment.ts';
import type { FactorRefusal } from '../factor-attempts.ts';
import type { FactorContext, FactorKeeper } from '../factor-context.ts';
import type { Holder } from '../holder.ts';
import { myFactors, nameFactor, removeFactor, renewCodes } from '../own-factors.ts';

const tags = ['sign-in'];
const base = '/api/v1/me/factors';
const Params = Type.Object({ id: Id });
/** A first factor is set up at a sign-in; all that follows rests on having shown one. */
const config = { access: 'person', stepUp: 'always' } as const;

/** A person's own second factors: seen by who is signed in, changed by who has just shown one. */
export function ownFactorRoutes(app: App, keeper: FactorKeeper): void {
  const asked = (request: FastifyRequest): [FactorContext, Holder] => {
    const { centre, account, person, client, signIn = account } = personOf(request);
    const context = { ...keeper, trace: traceOf(request), client, place: digestOf(`session ${signIn}`) };
    return [context, { centre, account, person }];
  };

  app.get(base, {
    config: { access: 'person' },
    schema: { tags, summary: '本人的第二因素 / one’s own second factors', response: { 200: MyFactors } },
    handler: (request) => myFactors(...asked(request)),
  });

  app.post(`${base}/totp-offer`, {
    config,
    schema: { tags, summary: '准备登记验证器 / a secret for an authenticator app', response: { 200: TotpOffer } },
    handler: async (request) => {
      const offer = await offerTotp(...asked(request));
      if (!offer) throw new Problem('already-exists');
      return offer;
    },
  });

  app.post(`${base}/totp`, {
    config,
    schema: { tags, summary: '登记验证器 / add the authenticator', body: NewTotp, response: { 201: NewFactor } },
    handler: async (request, reply) =>
      reply.status(201).send(added(await enrolTotp(...asked(request), { ...request.body, occasion: 'further' }))),
  });

  app.post(`${base}/passkey-offer`, {
    config,
    schema: {
      tags,
      summary: '准备登记通行密钥 / what the browser makes a passkey with',
      response: { 200: PasskeyOptions },
    },
    handler: async (request) => {
      const options = await offerPasskey(...asked(request));
      if (!options) throw new Problem('factor-refused');
      return options as object as Record<string, unknown>;
    },
  });

  app.post(`${base}/passkeys`, {
    config,
    schema: { tags, summary: '登记通行密钥 / add a passkey', body: NewPasskey, response: { 201: NewFactor } },
    handler: async (request, reply) => {
      const { name, response } = request.body;
      const wish = { name, response: response as never, occasion: 'further' } as const;
      return reply.status(201).send(added(await enrolPasskey(...asked(request), wish)));
    },
  });

  app.patch(`${base}/:id`, {
    config,
    schema: { tags, summary: '更改名称 / rename', params: Params, body: FactorName, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await nameFactor(...asked(request), request.params.id, request.body.name.trim());
      return reply.status(204).send(null);
    },
  });

  app.delete(`${base}/:id`, {
    config,
    schema: { tags, summary: '移除 / remove', params: Params, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await removeFactor(...asked(request), request.params.id);
      return reply.status(204).send(null);
    },
  });

  app.post(`${base}/recovery-codes`, {
    config,
    schema: { tags, summary: '更换恢复码 / new recovery codes', response: { 201: RecoveryCodes } },
    handler: async (request, reply) => reply.status(201).send({ recoveryCodes: await renewCodes(...asked(request)) }),
  });
}

const problems = {
  wrong: 'factor-refused',
  locked: 'too-many-requests',
  disabled: 'account-disabled',
  expired: 'challenge-over',
  taken: 'already-exists',
  'not-first': 'already-exists',
} as const satisfies Record<FactorRefusal, string>;

function added(outcome: EnrolmentOutcome): { recoveryCodes: string[] | null } {
  if (outcome.kind === 'refused') throw new Problem(problems[outcome.why]);
  return { recoveryCodes: outcome.value.codes ?? null };
}
