import type { App } from './app.ts';
import type { Environment } from './environment.ts';

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  // Ant Design writes its style sheets into the page.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

/** What answers carry: what anybody may open in a browser, and what is asked for with a bearer token. */
export function answerHeaders({ origin }: Environment): Record<'opened' | 'asked', Record<string, string>> {
  const everywhere = {
    'x-content-type-options': 'nosniff',
    ...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  return {
    opened: {
      ...everywhere,
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    },
    asked: { ...everywhere, 'cache-control': 'no-store' },
  };
}

/**
 * Every answer carries its request's id and what browsers are told of security (OWASP Secure Headers). What anybody may
 * open in a browser has the whole set; an answer that needs a bearer token is data that no browser shows by itself, and
 * unless its route says otherwise nobody keeps it (OWASP REST Security).
 */
export function headAnswers(app: App, environment: Environment): void {
  const { opened, asked } = answerHeaders(environment);
  app.addHook('onRequest', (request, reply, done) => {
    const { access = 'public' } = request.routeOptions.config;
    reply.headers(access === 'public' ? opened : asked).header('x-request-id', request.id);
    done();
  });
}
