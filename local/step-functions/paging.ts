import { Fault } from './fault.ts';

interface Asked {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

const defaultPage = 100;

const tokenOf = (scope: string, last: number): string =>
  Buffer.from(JSON.stringify([scope, last])).toString('base64url');

const lastOf = (scope: string, nextToken: string): number => {
  const text = Buffer.from(nextToken, 'base64url').toString();
  const last = Number(text.slice(text.lastIndexOf(',') + 1, -1));
  if (tokenOf(scope, last) === nextToken) return last;
  throw new Fault('InvalidToken', "Invalid Token: 'Invalid token'");
};

/**
 * One page of `items`, whose `rank` rises. The token holds for the same question (`scope`) only, and
 * goes on behind the last item shown whatever came or went meanwhile.
 */
export const pageOf = <T>(
  items: readonly T[],
  rank: (item: T) => number,
  scope: string,
  { maxResults, nextToken }: Asked,
): { items: T[]; nextToken?: string } => {
  const after = nextToken === undefined ? Number.NEGATIVE_INFINITY : lastOf(scope, nextToken);
  const left = items.filter((item) => rank(item) > after);
  const shown = left.slice(0, maxResults || defaultPage);
  const last = shown.at(-1);
  if (last === undefined || shown.length === left.length) return { items: shown };
  return { items: shown, nextToken: tokenOf(scope, rank(last)) };
};
