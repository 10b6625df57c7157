import { type Said, type SignInSettings, said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, type Environment, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { digestOf } from '../adapter.ts';
import { elsewherePage, passwordPage } from '../further-pages.ts';
import { type Holder, holderOf } from '../holder.ts';
import { rulesSaid } from '../new-password.ts';
import { expiredPage } from '../pages.ts';
import { changePassword } from '../password-change.ts';
import { endSession } from '../sessions.ts';
import { settingsOf } from '../sign-in-settings.ts';
import { otherSessions } from '../store/session-store.ts';
import { browserOf } from './browser-cookie.ts';
import { finish, type Interaction, interactionOf, readForms, show, Uid } from './interaction.ts';

const secret = (description: string) => Type.String({ minLength: 1, maxLength: 1024, description });
const PasswordForm = Type.Object(
  {
    current: secret('当前密码 / the present password'),
    next: secret('新密码 / the new one'),
    again: secret('再次输入 / once more'),
  },
  {
    additionalProperties: false,
    examples: [{ current: 'the-one-given', next: 'One of my own, 4 words', again: 'One of my own, 4 words' }],
  },
);
const ChoiceForm = Type.Object(
  { choice: Type.Enum(['end', 'cancel'], { description: '终止旧会话或取消 / end what is open elsewhere, or cancel' }) },
  { additionalProperties: false, examples: [{ choice: 'end' }] },
);
const path = '/oidc/interaction/:uid';
const consumes = ['application/x-www-form-urlencoded'];

interface Step {
  holder: Holder;
  /** The digest of the session's uid. */
  own: Buffer;
  client: string;
  interaction: Interaction;
}

/** What follows the proof of who somebody is: a password that is due, and what is open elsewhere. */
export async function furtherStepRoutes(
  app: App,
  provider: Provider,
  { database, environment }: { database: Database; environment: Environment },
): Promise<void> {
  async function stepOf(request: FastifyRequest, reply: FastifyReply, prompt: string): Promise<Step | undefined> {
    const interaction = await interactionOf(provider, request, reply);
    const { accountId, uid } = interaction?.session ?? {};
    if (interaction?.prompt.name !== prompt || !accountId || !uid) return undefined;
    const client = String(interaction.params.client_id);
    return { holder: holderOf(accountId), own: digestOf(uid), client, interaction };
  }
  const settings = ({ centre }: Holder): Promise<SignInSettings> =>
    inCentre(database, centre, (transaction) => settingsOf(transaction, centre, environment.profile));
  const askPassword = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { holder }: Step,
    fault?: Said,
    status = 200,
  ) => {
    const { password } = await settings(holder);
    return show(reply, passwordPage({ action: request.url, rules: rulesSaid(password), fault }), status);
  };
  const askElsewhere = async (request: FastifyRequest, reply: FastifyReply, { holder, own }: Step, status = 200) => {
    const { centre, account } = holder;
    const sessions = await inCentre(database, centre, (transaction) =>
      otherSessions(transaction, { centre, account, uid: own }),
    );
    return show(reply, elsewherePage({ action: request.url, sessions }), status);
  };

  await app.register(async (scope: App) => {
    readForms(scope);

    scope.get(`${path}/password`, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: '修改密码页 / asks for a new password', params: Uid },
      handler: async (request, reply) => {
        const step = await stepOf(request, reply, 'password');
        return step ? askPassword(request, reply, step) : show(reply, expiredPage(), 400);
      },
    });

    scope.post(`${path}/password`, {
      config: { access: 'public' },
      attachValidation: true,
      schema: {
        tags: ['identity'],
        summary: '修改密码 / change the password',
        params: Uid,
        body: PasswordForm,
        consumes,
      },
      handler: async (request, reply) => {
        const step = await stepOf(request, reply, 'password');
        if (!step) return show(reply, expiredPage(), 400);
        if (request.validationError) return askPassword(request, reply, step, undefined, 400);
        const { current, next, again } = request.body;
        if (next !== again) return askPassword(request, reply, step, said('passwords-differ'), 422);
        const { holder, own, client } = step;
        const browser = browserOf(request, reply, environment);
        const context = { database, environment, trace: traceOf(request), client, browser };
        const outcome = await changePassword(context, holder, { current, next, own });
        return outcome.kind === 'changed'
          ? finish(step.interaction, reply, {})
          : askPassword(request, reply, step, faultOf(outcome.why), 422);
      },
    });

    scope.get(`${path}/elsewhere`, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: '已在别处登录 / tells of sessions elsewhere', params: Uid },
      handler: async (request, reply) => {
        const step = await stepOf(request, reply, 'elsewhere');
        return step ? askElsewhere(request, reply, step) : show(reply, expiredPage(), 400);
      },
    });

    scope.post(`${path}/elsewhere`, {
      config: { access: 'public' },
      attachValidation: true,
      schema: {
        tags: ['identity'],
        summary: '终止旧会话或取消 / end what is open elsewhere, or cancel',
        params: Uid,
        body: ChoiceForm,
        consumes,
      },
      handler: async (request, reply) => {
        const step = await stepOf(request, reply, 'elsewhere');
        if (!step) return show(reply, expiredPage(), 400);
        if (request.validationError) return askElsewhere(request, reply, step, 400);
        if (request.body.choice === 'end') return finish(step.interaction, reply, { elsewhere: 'end' });
        const { holder, own } = step;
        await inCentre(database, holder.centre, (transaction) =>
          endSession(transaction, holder.centre, { ...holder, uid: own }, { ...traceOf(request), reason: 'cancelled' }),
        );
        return reply.redirect('/', 303);
      },
    });
  });
}

function faultOf(why: 'wrong' | 'locked' | Said): Said {
  if (why === 'wrong') return said('present-password-wrong');
  return why === 'locked' ? said('attempts-too-many') : why;
}
