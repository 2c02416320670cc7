import * as z from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** Texts that the patterns of this API take; the first that fits is used. */
const texts = [
  'x',
  'RWA',
  'MINUSCA',
  'INF_BN',
  'INF-A1',
  'A'.repeat(43),
  '0'.repeat(20),
  '0'.repeat(64),
  'ab'.repeat(10),
  'S/2026/1',
  'caveat-1',
];

const formats: Readonly<Record<string, string>> = {
  date: '2027-06-01',
  'date-time': '2027-06-01T00:00:00Z',
  email: 'somebody@demonstration.example',
  uri: 'https://demonstration.example/',
};

const textFor = ({ format, pattern, minLength = 1 }: Schema): string => {
  const known = format === undefined ? undefined : formats[format];
  if (known) return known;
  const fits = new RegExp(pattern ?? '', 'u');
  const found = texts.find((text) => text.length >= minLength && fits.test(text));
  return found ?? 'x'.repeat(minLength);
};

const objectFor = ({ properties = {}, required = [] }: Schema, definitions: Definitions) =>
  Object.fromEntries(
    required.map((name) => [name, valueFor(properties[name] as Schema, definitions)]),
  );

type Definitions = Readonly<Record<string, Schema>>;

const arrayFor = ({ items, minItems = 0 }: Schema, definitions: Definitions): unknown[] =>
  Array.from({ length: minItems }, () => valueFor(items as Schema, definitions));

const simpleFor = (schema: Schema, definitions: Definitions): unknown => {
  switch (schema.type) {
    case 'object':
      return objectFor(schema, definitions);
    case 'array':
      return arrayFor(schema, definitions);
    case 'string':
      return textFor(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return Math.max(1, schema.minimum ?? 1);
  }
};

/** The least that a JSON schema takes. */
const valueFor = (schema: Schema, definitions: Definitions): unknown => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return valueFor(definitions[name] ?? {}, definitions);
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  return choice ? valueFor(choice as Schema, definitions) : simpleFor(schema, definitions);
};

/** The least that a schema takes, with `given` over it. Throws when that is still not enough. */
export const sampleOf = (schema: z.ZodType, given: object = {}): unknown => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const sample = valueFor(json, (json.$defs ?? {}) as Definitions);
  return schema.parse({ ...(sample as object), ...given });
};
