import { said } from '@zhiheng/contracts';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { callerOf } from './authentication.ts';
import type { Environment } from './environment.ts';
import { Problem } from './problem.ts';
import type { Caller } from './tokens.ts';

/** How a person has signed in: the values of `acr` (RFC 9470 asks for them by name). */
export const assurance = {
  password: 'urn:zhiheng:acr:password',
  twoFactor: 'urn:zhiheng:acr:two-factor',
} as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A person needs a fresh sign-in with a second factor: where the deployment requires one, or wherever. */
    stepUp?: true | 'always';
  }
  interface FastifyInstance {
    /** Throws Problem `step-up-required` unless the person's sign-in is strong and fresh; machine clients pass. */
    requireStepUp(caller: Caller, where?: true | 'always'): void;
  }
}

/** Clocks of two processes differ. */
const tolerance = 5;

/** Sensitive acts ask for a second factor that was shown not long ago. Judged from the token alone. */
export function demandStepUp(app: App, { secondFactor, stepUpSeconds }: Environment): void {
  app.decorate('requireStepUp', (caller: Caller, where: true | 'always' = true) => {
    if (caller.kind !== 'person' || (secondFactor === 'optional' && where !== 'always')) return;
    const { level, at } = caller.assurance ?? { level: assurance.password, at: 0 };
    if (level === assurance.twoFactor && at + stepUpSeconds + tolerance >= Date.now() / 1000) return;
    throw new Problem('step-up-required', said('step-up-within', { minutes: Math.ceil(stepUpSeconds / 60) }), {
      stepUp: { acrValues: assurance.twoFactor, maxAge: stepUpSeconds },
    });
  });
  app.addHook('onRoute', (route) => {
    const where = route.config?.stepUp;
    if (!where) return;
    const demand = async (request: FastifyRequest) => app.requireStepUp(callerOf(request), where);
    route.preValidation = [demand, ...[route.preValidation ?? []].flat()];
  });
}
