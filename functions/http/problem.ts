import { type FieldError, Refusal } from '../../domain/refusal.ts';

/** Every kind of problem the API answers with: status, title, and what the reader can do. */
export const problems = {
  malformed_json: [400, 'The body is not JSON', 'Send one JSON object, as application/json.'],
  not_json: [
    415,
    'The body is of another type',
    'Send JSON, with the header `content-type: application/json`.',
  ],
  too_large: [
    413,
    'The body is too large',
    'A body may have 256 KB: shorten the comments, or send a large file in parts.',
  ],
  too_deep: [400, 'The body is nested too deeply', 'A body may be nested 32 levels deep.'],
  invalid_request: [422, 'A field is wrong', 'See `errors` for the field and the remedy.'],
  invalid_answers: [422, 'Answers are missing or wrong', 'See `errors` for each criterion.'],
  not_reattested: [
    422,
    'Carried answers are not attested again',
    'See `errors` for each answer: list those that still hold in `reattested`, and answer the others anew.',
  ],
  invalid_evidence: [
    422,
    'The file cannot be taken',
    'See `errors` for what is wrong with the file: send it again, or announce another one.',
  ],
  unknown_reference: [
    422,
    'A reference names nothing',
    'See `errors`; the reference routes list what exists.',
  ],
  export_too_large: [
    422,
    'The export is too large',
    'See `errors`: narrow the filter, or take another format.',
  ],
  key_missing: [
    400,
    'The Idempotency-Key is missing',
    'Send a new, random Idempotency-Key with each command, and the same one when you send it again.',
  ],
  key_reused: [
    422,
    'The Idempotency-Key was used before',
    'This key belongs to another request: use a new one.',
  ],
  match_missing: [428, 'If-Match is missing', 'Read the resource and send its ETag as If-Match.'],
  stale_version: [
    412,
    'Somebody was faster',
    'Read the resource again, look at what changed, and send the command with the new ETag.',
  ],
  unauthenticated: [401, 'You are not signed in', 'Send a valid bearer token.'],
  forbidden: [403, 'You may not do this', '`allowedActions` of the review says what you may do.'],
  separation_of_duties: [
    403,
    'You acted on this review before',
    'Somebody else has to do this step.',
  ],
  no_delegation: [
    403,
    'Nobody lets you act for this person',
    '`GET /v1/people/me` lists who lets you act for them, and until when; they, or an admin, can make a delegation.',
  ],
  last_admin: [409, 'Somebody has to stay admin', 'Make somebody else an admin first.'],
  person_erased: [409, 'This person was erased', 'An erasure is final: register somebody new.'],
  not_found: [
    404,
    'There is no such resource',
    'Check the address; you may also not be the one to see it.',
  ],
  method_not_allowed: [
    405,
    'This method is not served here',
    'The header `Allow` of the answer, and /openapi.json, say which methods this address takes.',
  ],
  wrong_stage: [
    409,
    'This is not the moment',
    'Read the review to see its stage, who holds it, and whether it is suspended.',
  ],
  closed_already: [
    409,
    'This is closed already',
    'Read the record to see how it ended; nothing is closed twice.',
  ],
  sealed: [409, 'These answers are sealed', 'Only what was returned can be changed.'],
  unavailable: [
    503,
    'The service is busy',
    'Send the same request, with the same Idempotency-Key, again in a moment.',
  ],
  internal: [
    500,
    'Something went wrong here',
    'Nothing was half done. Send the same request again; tell us the traceId if it stays.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemCode = keyof typeof problems;

/** A refusal of the HTTP door itself, before any rule of the domain is asked. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];

  constructor(
    code: ProblemCode,
    errors: readonly FieldError[] = [],
    detail: string = problems[code][2],
  ) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

const listed = 20;

/** RFC 9457 body of a problem; at most twenty field errors are listed. */
const problemOf = (
  code: ProblemCode,
  detail: string,
  instance: string,
  traceId: string,
  errors: readonly FieldError[],
) => {
  const [status, title] = problems[code];
  return {
    type: `/docs/problems#${code}`,
    title,
    status,
    detail:
      errors.length > listed
        ? `${detail} The first ${listed} of ${errors.length} are listed.`
        : detail,
    instance,
    traceId,
    ...(errors.length > 0 && { errors: errors.slice(0, listed) }),
  };
};

const described = (error: unknown): [ProblemCode, string, readonly FieldError[]] => {
  if (error instanceof HttpRefusal || error instanceof Refusal)
    return [error.code, error.message, error.errors];
  if (error instanceof Error && error.name === 'Unavailable')
    return ['unavailable', problems.unavailable[2], []];
  return ['internal', problems.internal[2], []];
};

/** How to sign in: a spreadsheet sends its token only where it is asked for a password. */
const challengeFor = (path: string): string =>
  path.startsWith('/v1/exports/') ? 'Bearer, Basic realm="ORA exports", charset="UTF-8"' : 'Bearer';

/** Every error as a response, here and nowhere else. Never a stack trace, never a foreign name. */
export const problemResponse = (error: unknown, instance: string, traceId: string): Response => {
  const [code, detail, errors] = described(error);
  const body = problemOf(code, detail, instance, traceId, errors);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  // The rest of an oversized body is never read: the connection cannot be used again.
  if (body.status === 413) headers.connection = 'close';
  if (body.status === 503) headers['retry-after'] = '1';
  if (body.status === 401) headers['www-authenticate'] = challengeFor(instance);
  return new Response(JSON.stringify(body), { status: body.status, headers });
};
