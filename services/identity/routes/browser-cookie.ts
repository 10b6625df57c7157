import { randomBytes } from 'node:crypto';
import type { Environment } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf } from '../adapter.ts';
import { browserCookie, browserCookieOf } from '../browsers.ts';

const days = 180;

/**
 * The digest of what tells this browser from others: a random cookie, given to a browser that brings none. It lets nobody
 * in; a browser that an account was signed in with before is only counted by itself when passwords are guessed.
 */
export function browserOf(request: FastifyRequest, reply: FastifyReply, { origin }: Environment): Buffer {
  const brought = browserCookieOf(request.headers.cookie);
  const value = brought ?? randomBytes(32).toString('base64url');
  if (!brought) {
    const secure = origin.startsWith('https:') ? '; secure' : '';
    reply.header(
      'set-cookie',
      `${browserCookie}=${value}; path=/oidc; max-age=${days * 86_400}; httponly; samesite=lax${secure}`,
    );
  }
  return digestOf(value);
}
