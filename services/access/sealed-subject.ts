import { said } from '@zhiheng/contracts';
import { fieldProblem, type Secret, subjectHash } from '@zhiheng/http';
import type { Facts } from './inquiry.ts';

const longest = 200;

interface Asked {
  readonly resource: { readonly type: string; readonly properties?: Facts | undefined };
}

/**
 * The inquiry with whom its case is about as a keyed hash, apart from what conditions look at: a case on record shows its
 * subject to none either. Throws `invalid-request` for what `POST /api/v1/cases` would not take as a subject.
 */
export function sealed<T extends Asked>(secret: Secret, centre: string, inquiry: T): T & { about?: string } {
  const { resource } = inquiry;
  if (resource.type !== 'case' || resource.properties?.subject === undefined) return inquiry;
  const { subject, ...properties } = resource.properties;
  if (typeof subject !== 'string' || subject.length === 0 || subject.length > longest)
    throw fieldProblem('invalid-request', '/resource/properties/subject', said('subject-is-text', { most: longest }));
  const about = subjectHash(secret, centre, subject).toString('hex');
  return { ...inquiry, resource: { ...resource, properties }, about };
}
