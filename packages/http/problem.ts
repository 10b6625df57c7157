import {
  type ConflictDocument,
  type LeftBehind,
  listed,
  type ProblemCode,
  type ProblemDocument,
  problems,
  type RemovalDocument,
  type Said,
  type StepUpDocument,
} from '@zhiheng/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is wrong with one field. */
export interface FieldFault {
  /** JSON pointer. */
  path: string;
  message: Said;
}

export interface ProblemMembers {
  errors?: FieldFault[];
  conflicts?: ConflictDocument[];
  /** How many more there are than `conflicts` tells. */
  furtherConflicts?: number;
  removal?: RemovalDocument;
  left?: LeftBehind[];
  /** The request that is in the way. */
  request?: string;
  stepUp?: StepUpDocument;
}

/** A refusal on its way to the caller: thrown anywhere, answered as an RFC 9457 document. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: Said | undefined;
  readonly members: ProblemMembers;

  constructor(code: ProblemCode, detail?: Said, members: ProblemMembers = {}, options?: ErrorOptions) {
    super((detail ?? problems[code]).en, options);
    this.code = code;
    this.detail = detail;
    this.members = members;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** A field that names something unknown or unusable. */
export const fieldProblem = (code: ProblemCode, path: string, message: Said): Problem =>
  fieldsProblem(code, [{ path, message }]);

export function fieldsProblem(code: ProblemCode, errors: FieldFault[]): Problem {
  const told = errors.slice(0, mostInDetail).map(({ path, message }) => ({
    zh: `${path}：${message.zh}`,
    en: `${path}: ${message.en}`,
  }));
  return new Problem(code, listed(told, ['；', '; ']), { errors });
}

/** The list has them all. */
const mostInDetail = 5;

/** True when the caller's first preferred language of the two is English. */
export function prefersEnglish(header: string | undefined): boolean {
  const first = (header ?? '').toLowerCase().match(/\b(zh|en)\b/);
  return first?.[1] === 'en';
}

export function problemDocument(problem: Problem, request: FastifyRequest): ProblemDocument {
  const language = prefersEnglish(request.headers['accept-language']) ? 'en' : 'zh';
  const { errors, ...members } = problem.members;
  return {
    type: `urn:zhiheng:problem:${problem.code}`,
    title: problems[problem.code][language],
    status: problem.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail[language] }),
    code: problem.code,
    instance: request.id,
    ...(errors ? { errors: errors.map(({ path, message }) => ({ path, message: message[language] })) } : {}),
    ...members,
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', challengeOf(problem));
  if (problem.status === 503) reply.header('retry-after', '1');
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problemDocument(problem, reply.request));
}

/** RFC 6750; where a stronger or fresher sign-in is needed, RFC 9470. */
function challengeOf({ members: { stepUp } }: Problem): string {
  if (!stepUp) return 'Bearer';
  const { acrValues, maxAge } = stepUp;
  return `Bearer error="insufficient_user_authentication", acr_values="${acrValues}", max_age="${maxAge}"`;
}
