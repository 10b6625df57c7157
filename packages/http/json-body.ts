import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { fieldsProblem, type Problem } from './problem.ts';
import { textFaults } from './storable-text.ts';

/** An escape, or a name that secure-json-parse looks for: only such a body needs more than `JSON.parse`. */
export const isPlainJson = (text: string): boolean =>
  !text.includes('\\') && !text.includes('__proto__') && !text.includes('constructor');

/**
 * Reads JSON bodies: `__proto__` and `constructor.prototype` are refused as by Fastify's own reader, and so is text that
 * PostgreSQL does not keep, by its path, rather than when the database is asked to keep it. Such text (NUL, half of a
 * character) can be written in JSON by escapes alone, so that nearly every body is spared the walk.
 */
export function readJsonBodies(app: App, mediaType = 'application/json'): void {
  const careful = app.getDefaultJsonParser('error', 'error');
  if (app.hasContentTypeParser(mediaType)) app.removeContentTypeParser(mediaType);
  app.addContentTypeParser<string>(mediaType, { parseAs: 'string' }, (request, text, done) => {
    if (text.length > 0 && isPlainJson(text)) {
      try {
        return done(null, JSON.parse(text));
      } catch {
        // Said by the careful reader, in its own words.
      }
    }
    careful(request as FastifyRequest, text, (error, body) => done(error ?? unstorable(body) ?? null, body));
  });
}

function unstorable(body: unknown): Problem | undefined {
  const errors = textFaults(body);
  return errors.length > 0 ? fieldsProblem('invalid-request', errors) : undefined;
}
