import * as z from 'zod';
import { Fault } from './fault.ts';

// Lengths as in the API reference of Step Functions.
export const Arn = z.string().min(1).max(256);
export const Json = z.string().max(262_144);
export const Token = z.string().min(1).max(2048);
export const Reason = {
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
};
export const Paged = {
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().min(1).max(1024).optional(),
};

/** What was asked, field by field. Throws ValidationException, naming the fields that are wrong. */
export const asked = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { issues } = result.error;
  const sentences = issues.map(({ path, message }) => `'${path.join('.')}': ${message}`);
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  throw new Fault('ValidationException', `${count}: ${sentences.join('; ')}`);
};

export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
