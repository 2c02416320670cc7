import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Attributes = Record<string, AttributeValue>;

/** The parts of a request that carry an expression. */
export interface Expressed {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Attributes | undefined;
}

const scalar = (value: AttributeValue | undefined): string | number | undefined => {
  if (value?.S !== undefined) return value.S;
  return value?.N === undefined ? undefined : Number(value.N);
};

const compare: Record<string, (left: string | number, right: string | number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

type Term = (item: Attributes | undefined, request: Expressed) => boolean;

const nameIn = (request: Expressed, name = ''): string =>
  request.ExpressionAttributeNames?.[name] ?? name;
const valueIn = (request: Expressed, name = '') =>
  scalar(request.ExpressionAttributeValues?.[name]) ?? '';

const presence = (text: string): Term | undefined => {
  const [, not, name] = /^attribute_(not_)?exists\(([\w#]+)\)$/.exec(text) ?? [];
  if (!name) return undefined;
  return (item, request) => (item?.[nameIn(request, name)] === undefined) === Boolean(not);
};

const comparison = (text: string): Term | undefined => {
  const [, name, sign = '', value] = /^([\w#]+) (=|<|<=) (:\w+)$/.exec(text) ?? [];
  if (!name) return undefined;
  return (item, request) => {
    const left = scalar(item?.[nameIn(request, name)]);
    return left !== undefined && Boolean(compare[sign]?.(left, valueIn(request, value)));
  };
};

const between = (text: string): Term | undefined => {
  const [, name, low, high] = /^([\w#]+) BETWEEN (:\w+) TO (:\w+)$/.exec(text) ?? [];
  if (!name) return undefined;
  return (item, request) => {
    const left = scalar(item?.[nameIn(request, name)]) ?? '';
    return left >= valueIn(request, low) && left <= valueIn(request, high);
  };
};

/** One comparison or function; anything else than our expressions use is refused loudly. */
const term = (text: string): Term => {
  const found = presence(text) ?? comparison(text) ?? between(text);
  if (!found) throw new Error(`the small table does not know the condition "${text}"`);
  return found;
};

const parsed = new Map<string, Term[][]>();

/** Alternatives of conjunctions, which is all that our expressions are. */
const parse = (expression: string): Term[][] => {
  const known = parsed.get(expression);
  if (known) return known;
  const alternatives = expression
    .replace(/(BETWEEN :\w+) AND/, '$1 TO')
    .split(' OR ')
    .map((alternative) =>
      alternative
        .replace(/^\((.*)\)$/, '$1')
        .split(' AND ')
        .map(term),
    );
  parsed.set(expression, alternatives);
  return alternatives;
};

/** Whether an expression of ours holds for an item. */
export const holds = (
  expression: string | undefined,
  item: Attributes | undefined,
  request: Expressed,
): boolean =>
  expression === undefined ||
  parse(expression).some((terms) => terms.every((each) => each(item, request)));
