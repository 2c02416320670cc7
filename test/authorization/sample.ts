import * as z from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** Texts that the patterns of this API take; the first that fits is used. */
const texts = [
  'x',
  'MINUSCA',
  'RWA',
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

type Definitions = Readonly<Record<string, Schema>>;

/** A value that has to be somewhere: `*` leads into a list, `{}` into a map. */
interface Wanted {
  readonly path: readonly string[];
  readonly value: unknown;
}

const resolved = (schema: Schema, definitions: Definitions): Schema => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (definitions[name] ?? {});
};

const inside = (schema: Schema, step: string): Schema | undefined => {
  if (step === '*') return schema.items as Schema | undefined;
  if (step === '{}') return schema.additionalProperties as Schema | undefined;
  return schema.properties?.[step] as Schema | undefined;
};

const leadsTo = (schema: Schema, [step, ...rest]: readonly string[], definitions: Definitions) => {
  const found = step === undefined ? schema : inside(resolved(schema, definitions), step);
  return found !== undefined && (rest.length === 0 || leads(found, rest, definitions));
};

/** Whether there is something at the end of this path. */
const leads = (schema: Schema, path: readonly string[], definitions: Definitions): boolean => {
  const here = resolved(schema, definitions);
  const choices = (here.anyOf ?? here.oneOf) as Schema[] | undefined;
  return choices
    ? choices.some((choice) => leads(choice, path, definitions))
    : leadsTo(here, path, definitions);
};

const objectFor = (schema: Schema, definitions: Definitions, wanted?: Wanted) => {
  const { properties = {}, required = [] } = schema;
  const [step, ...path] = wanted?.path ?? [];
  const least = Object.fromEntries(
    required.map((name) => [name, valueFor(properties[name] as Schema, definitions)]),
  );
  const found = step === undefined ? undefined : inside(schema, step);
  if (!found) return least;
  // A criterion that every stage asks, and that a number answers.
  const name = step === '{}' ? 'INF-A4' : String(step);
  return { ...least, [name]: valueFor(found, definitions, { path, value: wanted?.value }) };
};

const arrayFor = (schema: Schema, definitions: Definitions, wanted?: Wanted): unknown[] => {
  const items = schema.items as Schema;
  if (wanted?.path[0] === '*')
    return [valueFor(items, definitions, { path: wanted.path.slice(1), value: wanted.value })];
  return Array.from({ length: schema.minItems ?? 0 }, () => valueFor(items, definitions));
};

const simpleFor = (schema: Schema, definitions: Definitions, wanted?: Wanted): unknown => {
  switch (schema.type) {
    case 'object':
      return objectFor(schema, definitions, wanted);
    case 'array':
      return arrayFor(schema, definitions, wanted);
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

/** The least that a JSON schema takes, with what is wanted in its place. */
const valueFor = (given: Schema, definitions: Definitions, wanted?: Wanted): unknown => {
  if (wanted?.path.length === 0) return wanted.value;
  const schema = resolved(given, definitions);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  const choice = wanted
    ? choices?.find((one) => leads(one, wanted.path, definitions))
    : choices?.[0];
  return choice ? valueFor(choice, definitions, wanted) : simpleFor(schema, definitions, wanted);
};

/** The least that a schema takes, with `given` over it, and with what is wanted. Throws when that is not enough. */
export const sampleOf = (schema: z.ZodType, given: object = {}, wanted?: Wanted): unknown => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const sample = valueFor(json, (json.$defs ?? {}) as Definitions, wanted);
  const [first = ''] = wanted?.path ?? [];
  const kept = Object.entries(sample as object).filter(([name]) => name === first);
  const body = { ...(sample as object), ...given, ...Object.fromEntries(kept) };
  schema.parse(body);
  return body;
};
