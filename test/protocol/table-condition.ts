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

/** One comparison or function; anything else than our expressions use is refused loudly. */
const term = (text: string, item: Attributes | undefined, request: Expressed): boolean => {
  const nameOf = (name: string) => request.ExpressionAttributeNames?.[name] ?? name;
  const valueOf = (name: string) => scalar(request.ExpressionAttributeValues?.[name]);
  const presence = /^attribute_(not_)?exists\(([\w#]+)\)$/.exec(text);
  if (presence) return (item?.[nameOf(presence[2] ?? '')] === undefined) === Boolean(presence[1]);
  const between = /^([\w#]+) BETWEEN (:\w+) TO (:\w+)$/.exec(text);
  const compared = /^([\w#]+) (=|<|<=) (:\w+)$/.exec(text);
  const left = scalar(item?.[nameOf((between ?? compared)?.[1] ?? '')]);
  if (left === undefined && (between || compared)) return false;
  if (between && left !== undefined)
    return left >= (valueOf(between[2] ?? '') ?? '') && left <= (valueOf(between[3] ?? '') ?? '');
  if (compared && left !== undefined)
    return compare[compared[2] ?? '']?.(left, valueOf(compared[3] ?? '') ?? '') ?? false;
  throw new Error(`the small table does not know the condition "${text}"`);
};

const parsed = new Map<string, string[][]>();

/** Alternatives of conjunctions, which is all that our expressions are. */
const parse = (expression: string): string[][] => {
  const known = parsed.get(expression);
  if (known) return known;
  const alternatives = expression
    .replace(/(BETWEEN :\w+) AND/, '$1 TO')
    .split(' OR ')
    .map((alternative) => alternative.replace(/^\((.*)\)$/, '$1').split(' AND '));
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
  parse(expression).some((terms) => terms.every((text) => term(text, item, request)));
