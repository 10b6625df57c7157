import { type ProblemCode, type Said, said } from '@zhiheng/contracts';
import { Problem, type ProblemMembers } from '@zhiheng/http';

/** The keywords of RFC 7644, 3.12. */
export type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** A refusal in the words of the protocol. */
export class ScimFault extends Problem {
  readonly scimType: ScimType;

  constructor(scimType: ScimType, detail: Said, members: ProblemMembers = {}) {
    super(scimType === 'uniqueness' ? 'already-exists' : 'invalid-request', detail, members);
    this.scimType = scimType;
  }
}

export const noAttribute = (path: string, scimType: ScimType = 'invalidPath'): ScimFault =>
  new ScimFault(scimType, said('scim-no-attribute', { path: path.slice(0, 200) }));

/** How the problems of the domain are said in the protocol; the others have no keyword. */
const keywords: Partial<Record<ProblemCode, ScimType>> = {
  'already-exists': 'uniqueness',
  'malformed-json': 'invalidSyntax',
  'invalid-request': 'invalidSyntax',
  'unknown-code': 'invalidValue',
  'invalid-period': 'invalidValue',
  retired: 'invalidValue',
};
/** What RFC 7644 has an answer for; of others the class says enough. */
const told = new Set([400, 401, 403, 404, 405, 409, 412, 413, 415, 429, 500, 501, 503]);

export interface ScimError {
  schemas: string[];
  status: string;
  scimType?: ScimType;
  detail: string;
}

export function scimError(problem: Problem, title: Said, english: boolean): ScimError {
  const scimType = problem instanceof ScimFault ? problem.scimType : keywords[problem.code];
  const language = english ? 'en' : 'zh';
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(statusOf(problem)),
    ...(scimType ? { scimType } : {}),
    detail: (problem.detail ?? title)[language],
  };
}

export function statusOf(problem: Problem): number {
  if (problem.code === 'retired') return 400;
  return told.has(problem.status) ? problem.status : 400;
}
