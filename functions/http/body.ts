import type * as z from 'zod';
import { missingField, plainWords } from '../../domain/plain-words.ts';
import type { FieldError } from '../../domain/refusal.ts';
import { HttpRefusal } from './problem.ts';

const maxBytes = 256 * 1024;
const maxDepth = 32;

const unknownField = (pointer: string): FieldError => ({
  pointer,
  code: 'unknown_field',
  detail: 'This field does not exist here: leave it out.',
});

const nesting: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** How deep the brackets nest, in one pass over the text itself: parsing comes after. */
const depthOf = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const letter = json.charAt(at);
    if (letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted) depth += nesting[letter] ?? 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

/** The body as text, refused as soon as it grows too large. */
const readText = async (request: Request): Promise<string> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes)
    throw new HttpRefusal('too_large');
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBytes) throw new HttpRefusal('too_large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpRefusal('malformed_json', [], 'The body is not UTF-8.');
  }
};

const isJson = ({ headers }: Request): boolean =>
  /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');

/** The JSON of a request that says that it is JSON: at most 256 KB, at most 32 levels deep. */
export const readJson = async (request: Request): Promise<unknown> => {
  if (!isJson(request)) throw new HttpRefusal('not_json');
  const text = await readText(request);
  if (depthOf(text) > maxDepth) throw new HttpRefusal('too_deep');
  // A record schema would drop this name in silence.
  if (/"__proto__"\s*:/.test(text))
    throw new HttpRefusal('invalid_request', [unknownField('/__proto__')]);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('malformed_json');
  }
};

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const fieldErrorOf = ({ path, code, message }: z.core.$ZodIssue): FieldError => ({
  pointer: pointerOf(path),
  code: message === missingField ? 'missing' : code,
  detail: message,
});

const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownField(pointerOf([...issue.path, key])))
      : [fieldErrorOf(issue)],
  );

/** The value as the schema reads it; refused with one entry per wrong field. */
export const parsed = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value, { error: plainWords });
  if (result.success) return result.data;
  throw new HttpRefusal('invalid_request', fieldErrors(result.error.issues));
};
