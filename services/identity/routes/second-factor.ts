import { inCentre } from '@zhiheng/database';
import { type App, assurance, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { digestOf } from '../adapter.ts';
import { type EnrolmentOutcome, enrolPasskey, enrolTotp, offerPasskey, offerTotp } from '../enrolment.ts';
import { enrolmentPage, recoveryCodesPage } from '../enrolment-page.ts';
import type { FactorRefusal } from '../factor-attempts.ts';
import type { FactorContext, FactorKeeper } from '../factor-context.ts';
import { factorPage } from '../factor-page.ts';
import { type Holder, holderOf } from '../holder.ts';
import { expiredPage } from '../pages.ts';
import { askFactor, hasFactor, type Shown, useFactor } from '../second-factor.ts';
import { finish, type Interaction, interactionOf, kept, readForms, show, Uid } from './interaction.ts';

const closed = { additionalProperties: false };
const code = Type.String({ minLength: 1, maxLength: 40, description: '验证码或恢复码 / a code', examples: ['123456'] });
const response = Type.String({
  minLength: 2,
  maxLength: 12_000,
  description: '浏览器的应答 / what the browser answered',
  examples: ['{"id":"…","rawId":"…","type":"public-key","response":{}}'],
});
const name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: '名称 / name',
  examples: ['办公室的手机'],
});

const path = '/oidc/interaction/:uid/factor';

interface Step {
  context: FactorContext;
  holder: Holder;
  interaction: Interaction;
  /** The sign-in's own address. */
  base: string;
}

/** The second step of a sign-in: the factor is asked for, or set up by who has none. */
export async function secondFactorRoutes(app: App, provider: Provider, keeper: FactorKeeper): Promise<void> {
  const stepOf = (request: FastifyRequest, interaction: Interaction | undefined): Step | undefined => {
    const accountId = interaction?.session?.accountId;
    if (interaction?.prompt.name !== 'second_factor' || !accountId) return undefined;
    const client = String(interaction.params.client_id);
    const context = { ...keeper, trace: traceOf(request), client, place: digestOf(interaction.uid) };
    return { context, holder: holderOf(accountId), interaction, base: `/oidc/interaction/${interaction.uid}/factor` };
  };
  const done = ({ interaction }: Step, amr: string[]) => ({
    login: {
      accountId: interaction.session?.accountId ?? '',
      acr: assurance.twoFactor,
      amr: ['pwd', ...amr],
      remember: false,
    },
  });

  await app.register(async (scope: App) => {
    readForms(scope);
    scope.get(path, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: '第二因素页 / asks for the second factor, or sets one up', params: Uid },
      handler: async (request, reply) => {
        const step = stepOf(request, await interactionOf(provider, request, reply));
        return step ? showStep(reply, step) : show(reply, expiredPage(), 400);
      },
    });
    const post = (
      url: string,
      summary: string,
      body: Parameters<typeof Type.Object>[0],
      handle: (step: Step, body: Record<string, string>, reply: FastifyReply) => Promise<FastifyReply>,
    ) =>
      scope.post(`${path}${url}`, {
        config: { access: 'public' },
        attachValidation: true,
        schema: {
          tags: ['identity'],
          summary,
          params: Uid,
          body: Type.Object(body, closed),
          consumes: ['application/x-www-form-urlencoded'],
        },
        handler: async (request, reply) => {
          const step = stepOf(request, await interactionOf(provider, request, reply));
          if (!step) return show(reply, expiredPage(), 400);
          if (request.validationError) return showStep(reply, step, 'wrong', 400);
          return handle(step, request.body as Record<string, string>, reply);
        },
      });

    const use = async (step: Step, shown: Shown | undefined, reply: FastifyReply) => {
      if (!shown) return showStep(reply, step, 'wrong', 400);
      const outcome = await useFactor(step.context, step.holder, shown);
      return outcome.kind === 'done'
        ? finish(step.interaction, reply, done(step, outcome.value.amr))
        : showStep(reply, step, outcome.why, 401);
    };
    const enrolled = async (step: Step, outcome: EnrolmentOutcome, reply: FastifyReply) => {
      if (outcome.kind === 'refused') return showStep(reply, step, outcome.why, 401);
      const { amr, codes } = outcome.value;
      if (!codes) return finish(step.interaction, reply, done(step, amr));
      return show(reply, recoveryCodesPage(codes, await kept(step.interaction, done(step, amr))));
    };

    post('/code', '出示验证码 / show a code', { code }, (step, body, reply) =>
      use(step, { code: body.code as string }, reply),
    );
    post('/passkey', '出示通行密钥 / show a passkey', { response }, (step, body, reply) => {
      const passkey = parsed(body.response);
      return use(step, passkey && { passkey }, reply);
    });
    post('/enrolment/code', '登记验证器 / set up an authenticator', { code, name }, async (step, body, reply) => {
      const wish = { code: body.code as string, name: body.name as string, occasion: 'first' } as const;
      return enrolled(step, await enrolTotp(step.context, step.holder, wish), reply);
    });
    post('/enrolment/passkey', '登记通行密钥 / set up a passkey', { response, name }, async (step, body, reply) => {
      const passkey = parsed(body.response);
      if (!passkey) return showStep(reply, step, 'wrong', 400);
      const wish = { response: passkey, name: body.name as string, occasion: 'first' } as const;
      return enrolled(step, await enrolPasskey(step.context, step.holder, wish), reply);
    });
  });
}

async function showStep(
  reply: FastifyReply,
  { context, holder, base }: Step,
  refusal?: FactorRefusal,
  status = 200,
): Promise<FastifyReply> {
  const known = await inCentre(context.database, holder.centre, (transaction) => hasFactor(transaction, holder));
  if (known) return show(reply, factorPage({ base, ...(await askFactor(context, holder)), refusal }), status);
  const [passkey, totp] = [await offerPasskey(context, holder), await offerTotp(context, holder)];
  return show(reply, enrolmentPage({ base, passkey, totp, refusal }), status);
}

/** What the script has put into the form; judged by the library. */
function parsed(text: string | undefined) {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const { id, response: inner } = (value ?? {}) as { id?: unknown; response?: unknown };
    return typeof id === 'string' && typeof inner === 'object' && inner !== null ? (value as never) : undefined;
  } catch {
    return undefined;
  }
}
