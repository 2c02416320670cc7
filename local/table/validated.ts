import validations, { type Validation } from 'dynalite/validations/index.js';
import { invalid, unreadable } from './refusals.ts';
import type { TableStore } from './store.ts';

// An attribute nests to 32 levels, two of JSON each, inside at most eight of the request around it.
const maxDepth = 72;

const checkNesting = (value: unknown, depth = 0): void => {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw invalid('Nesting Levels have exceeded supported limits');
  // dynalite loses an attribute of this name without a word.
  if (Object.hasOwn(value, '__proto__')) throw invalid('An attribute may not be named __proto__');
  for (const inner of Object.values(value)) checkNesting(inner, depth + 1);
};

/** The body, unless no operation can take it: no object, nested too deep, a name dynalite loses. */
export const objectIn = (body: unknown): object => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw unreadable('The request is not a JSON object');
  }
  checkNesting(body);
  return body;
};

/** The request as dynalite validates it, expressions parsed; fields unknown to it are left out. */
export const validated = <T extends object>(
  validation: Validation,
  body: unknown,
  { dynalite }: TableStore,
): T => {
  try {
    const data = validations.checkTypes(body, validation.types);
    validations.checkValidations(data, validation.types, validation.custom, dynalite);
    return data as T;
  } catch (error) {
    // dynalite trips over a null where an attribute value should be.
    if (error instanceof TypeError) throw invalid('One or more parameter values were invalid');
    throw error;
  }
};
