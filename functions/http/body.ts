import type * as z from 'zod';
import type { FieldError } from '../../domain/refusal.ts';
import { HttpRefusal } from './problem.ts';

const maxBytes = 256 * 1024;
const maxDepth = 32;

const strings = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** How deep the brackets nest, read from the text itself: parsing comes after. */
const depthOf = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of json.replaceAll(strings, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
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

/** The JSON of a request: at most 256 KB, at most 32 levels deep. */
export const readJson = async (request: Request): Promise<unknown> => {
  const text = await readText(request);
  if (depthOf(text) > maxDepth) throw new HttpRefusal('too_deep');
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('malformed_json');
  }
};

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          code: 'unknown_field',
          detail: 'This field does not exist here: leave it out.',
        }))
      : [{ pointer: pointerOf(issue.path), code: issue.code, detail: issue.message }],
  );

/** The value as the schema reads it; refused with one entry per wrong field. */
export const parsed = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpRefusal('invalid_request', fieldErrors(result.error.issues));
};
