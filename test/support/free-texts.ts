import * as z from 'zod';
import { routes } from '../../functions/routes/table-of-routes.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Anything may be written there: no list, no pattern, and room for a few words. */
const isFree = ({ type, enum: listed, const: only, pattern, format, ...rest }: Schema): boolean =>
  type === 'string' &&
  !listed &&
  only === undefined &&
  !pattern &&
  !format &&
  rest.minLength === 1 &&
  (rest.maxLength ?? 0) >= 60;

const textsIn = (given: Schema, named: Readonly<Record<string, Schema>>): string[][] => {
  const name = given.$ref?.split('/').at(-1);
  const schema = name === undefined ? given : (named[name] ?? {});
  const under = (step: string, inner: unknown): string[][] =>
    inner && typeof inner === 'object'
      ? textsIn(inner as Schema, named).map((path) => [step, ...path])
      : [];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...(isFree(schema) ? [[]] : []),
    ...choices.flatMap((choice) => textsIn(choice as Schema, named)),
    ...Object.entries(schema.properties ?? {}).flatMap(([step, inner]) => under(step, inner)),
    ...under('*', schema.items),
    ...under('{}', schema.additionalProperties),
  ];
};

/** Named by words of their own, of which only some exist. */
const names = new Set(['timeZone']);

/** Every field of the API that takes free text and keeps it: method, path, and the way to it in the body. */
export const freeTexts = (): string[] =>
  routes.flatMap(({ method, path, body }) => {
    if (!body || path.endsWith('/check')) return [];
    const json = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Schema;
    const found = textsIn(json, (json.$defs ?? {}) as Readonly<Record<string, Schema>>);
    return [...new Set(found.filter((way) => !names.has(way.at(-1) ?? '')))].map(
      (way) => `${method} ${path} ${way.join('/')}`,
    );
  });
