import * as z from 'zod';
import type { Route } from '../../functions/http/route.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Where a request says something in its own words: in its path, its query or its body. */
export interface Place {
  readonly route: Route;
  readonly where: 'path' | 'query' | 'body';
  /** The steps to it: `*` leads into a list, `{}` into a map. */
  readonly path: readonly string[];
}

/** A place as it is spoken of: `body answers/{}/evidence/*`. */
export const nameOf = ({ where, path }: Place): string => `${where} ${path.join('/')}`;

const choicesIn = ({ anyOf = [], oneOf = [], allOf = [] }: Schema) =>
  [...anyOf, ...oneOf, ...allOf] as Schema[];

const isFreeText = ({ type, format, enum: listed, const: only }: Schema): boolean =>
  type === 'string' && !listed && only === undefined && !/^date/.test(format ?? '');

/** The ways to every text that is not one of a list, and no date. */
const textsIn = (given: Schema, definitions: Readonly<Record<string, Schema>>): string[][] => {
  const name = given.$ref?.split('/').at(-1);
  const schema = name === undefined ? given : (definitions[name] ?? {});
  const under = (step: string, inner: unknown): string[][] =>
    inner && typeof inner === 'object'
      ? textsIn(inner as Schema, definitions).map((path) => [step, ...path])
      : [];
  return [
    ...(isFreeText(schema) ? [[]] : []),
    ...choicesIn(schema).flatMap((choice) => textsIn(choice, definitions)),
    ...Object.entries(schema.properties ?? {}).flatMap(([step, inner]) => under(step, inner)),
    ...under('*', schema.items),
    ...under('{}', schema.additionalProperties),
  ];
};

const placesIn = (
  route: Route,
  where: 'query' | 'body',
  schema: z.ZodType | undefined,
): Place[] => {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const found = textsIn(json, (json.$defs ?? {}) as Readonly<Record<string, Schema>>);
  const names = new Set(found.map((path) => path.join('/')));
  return Array.from(names, (name) => ({ route, where, path: name.split('/') }));
};

/** Every place of a route where an id could stand. */
export const placesOf = (route: Route): Place[] => [
  ...Array.from(route.path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
    route,
    where: 'path' as const,
    path: [name],
  })),
  ...placesIn(route, 'query', route.query),
  ...placesIn(route, 'body', route.body),
];
