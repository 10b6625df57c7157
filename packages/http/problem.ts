import {
  type ConflictDocument,
  type LeftBehind,
  type ProblemCode,
  type ProblemDocument,
  problems,
  type RemovalDocument,
} from '@zhiheng/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface ProblemMembers {
  errors?: { path: string; message: string }[];
  conflicts?: ConflictDocument[];
  /** How many more there are than `conflicts` tells. */
  furtherConflicts?: number;
  removal?: RemovalDocument;
  left?: LeftBehind[];
  /** The request that is in the way. */
  request?: string;
}

/** A refusal on its way to the caller: thrown anywhere, answered as an RFC 9457 document. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly members: ProblemMembers;

  constructor(code: ProblemCode, detail?: string, members: ProblemMembers = {}, options?: ErrorOptions) {
    super(detail ?? problems[code].en, options);
    this.code = code;
    this.detail = detail;
    this.members = members;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** A field that names something unknown or unusable. */
export const fieldProblem = (code: ProblemCode, path: string, message: string): Problem =>
  new Problem(code, `${path}: ${message}`, { errors: [{ path, message }] });

/** True when the caller's first preferred language of the two is English. */
export function prefersEnglish(header: string | undefined): boolean {
  const first = (header ?? '').toLowerCase().match(/\b(zh|en)\b/);
  return first?.[1] === 'en';
}

export function problemDocument(problem: Problem, request: FastifyRequest): ProblemDocument {
  const title = problems[problem.code][prefersEnglish(request.headers['accept-language']) ? 'en' : 'zh'];
  return {
    type: `urn:zhiheng:problem:${problem.code}`,
    title,
    status: problem.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    code: problem.code,
    instance: request.id,
    ...problem.members,
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503) reply.header('retry-after', '1');
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problemDocument(problem, reply.request));
}
