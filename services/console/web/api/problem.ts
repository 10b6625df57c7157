import type { ProblemDocument } from '@zhiheng/contracts';

/** A refusal of a service, as its RFC 9457 document says it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.title);
    this.document = document;
  }
}

/** No service answered: the network, the proxy or the process is gone. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** What an answer that is no problem document (a proxy's page, say) amounts to. */
export function problemOf(body: unknown, { status, statusText, headers }: Response): ApiProblem | Unreachable {
  if (isProblem(body)) return new ApiProblem(body);
  if ([502, 503, 504].includes(status)) return new Unreachable(`${status} ${statusText}`);
  const instance = headers.get('x-request-id') ?? '';
  return new ApiProblem({ type: 'about:blank', title: `${status} ${statusText}`, status, code: 'internal', instance });
}

function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}
