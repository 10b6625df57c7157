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

/** The same for every answer of a process, so they are made once and not for each request. */
const securityHeaders = ({ origin }: Environment): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

/** Every answer carries its request's id and what browsers are told of security (OWASP Secure Headers). */
export function headAnswers(app: App, environment: Environment): void {
  const headers = securityHeaders(environment);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}
