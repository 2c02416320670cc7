import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { plainWords } from '../domain/plain-words.ts';
import { parsed } from '../functions/http/body.ts';
import { HttpRefusal } from '../functions/http/problem.ts';
import type { Route } from '../functions/http/route.ts';
import { routes } from '../functions/routes/table-of-routes.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
}

const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** Values of every kind, most of which any field refuses. */
const oddities: readonly unknown[] = [
  null,
  '',
  ' ',
  'x',
  'x'.repeat(5000),
  'a\u0000b',
  '2027-13-45',
  -1,
  0,
  1.5,
  1e12,
  true,
  [],
  Array.from({ length: 300 }, () => 'x'),
  {},
  { unheard: 'of' },
];

/** Some value of a shape, good enough to look at one field at a time. */
const someOf = (shape: Shape): unknown => {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf?.[0]) return someOf(shape.anyOf[0]);
  if (shape.properties)
    return Object.fromEntries(
      Object.entries(shape.properties).map(([name, inner]) => [name, someOf(inner)]),
    );
  if (shape.type === 'array') return shape.items ? [someOf(shape.items)] : [];
  return { integer: 1, number: 1, boolean: true, object: {} }[shape.type ?? ''] ?? 'x';
};

/** The values of a shape in which one place, at any depth, is odd. */
const oddlyFilled = (shape: Shape): unknown[] => {
  const { properties = {}, additionalProperties: rest, items, anyOf = [] } = shape;
  const whole = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, someOf(inner)]),
  );
  return [
    ...oddities,
    ...anyOf.flatMap(oddlyFilled),
    ...Object.entries(properties).flatMap(([name, inner]) => [
      ...oddlyFilled(inner).map((value) => ({ ...whole, [name]: value })),
      Object.fromEntries(Object.entries(whole).filter(([other]) => other !== name)),
    ]),
    ...(typeof rest === 'object' ? oddlyFilled(rest).map((value) => ({ 'INF-A1': value })) : []),
    ...(items ? oddlyFilled(items).map((value) => [value]) : []),
  ];
};

const refusedFields = (schema: z.ZodType, value: unknown) => {
  try {
    parsed(schema, value);
    return [];
  } catch (error) {
    if (error instanceof HttpRefusal) return error.errors;
    throw error;
  }
};

/** How zod's own English begins, and how it goes on. */
const ownWords =
  /^(Invalid|Too (small|big)|Unrecognized|Expected|Required)|\breceived\b|\bexpected\b/;

const taken = ({ method, path, params, query, body }: Route) =>
  Object.entries({ params, query, body }).flatMap(([place, schema]) =>
    schema ? [{ name: `${method} ${path} ${place}`, schema }] : [],
  );

describe('what is said of a field that is wrong', () => {
  it.each(routes.flatMap(taken))('is never in the words of the library: $name', ({ schema }) => {
    const said = oddlyFilled(shapeOf(schema)).flatMap((value) => refusedFields(schema, value));

    expect(said.length).toBeGreaterThan(0);
    for (const { detail } of said) {
      expect(detail).not.toMatch(ownWords);
      expect(detail.trim().length).toBeGreaterThan(8);
    }
  });

  it.each([
    [z.string(), 5, 'must be text'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), {}, 'must be a list'],
    [z.strictObject({}), [], 'must be an object with named fields'],
    [z.enum(['a', 'b', 'c']), 'd', 'must be "a", "b", or "c"'],
    [z.literal('me'), 'you', 'must be "me"'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(3), 'ab', 'must have at least 3 characters'],
    [z.string().max(3), 'abcd', 'must have at most 3 characters'],
    [z.array(z.int()).max(1), [1, 2], 'must have at most 1 entries'],
    [z.number().min(2), 1, 'must be at least 2'],
    [z.number().gt(2), 2, 'must be more than 2'],
    [z.number().lt(2), 2, 'must be less than 2'],
    [z.iso.date(), '1 June', 'must be a day, written YYYY-MM-DD'],
    [z.union([z.number(), z.boolean()]), 'x', 'must be a number or true or false'],
    [
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
      { kind: 'b' },
      'must be "a"',
    ],
    [z.string(), undefined, 'This field is missing: give it.'],
    [z.string('is a name'), 5, 'is a name'],
  ])('is plain, and what a schema says itself goes first: %#', (schema, value, words) => {
    const issues = schema.safeParse(value, { error: plainWords }).error?.issues ?? [];

    expect(issues.map(({ message }) => message)).toEqual([words]);
  });
});
