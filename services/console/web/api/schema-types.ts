import type { paths } from './schema.gen.ts';

/** The body of a good answer to GET. */
export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;
