import { ExportToken } from '../domain/export/token.ts';
import { exportTokenKey } from './keys.ts';
import { absent, getItem, queryPage, versionIs, type Write } from './table.ts';

/** A token by the SHA-256 of it, or undefined; a consistent read, because rights hang on it. */
export const getExportToken = async (id: string): Promise<ExportToken | undefined> => {
  const item = await getItem(exportTokenKey(id));
  return item && ExportToken.parse(item);
};

const ownedBy = (person: string): string => `EXPORT-TOKENS#${person}`;

/** One page of somebody's tokens, oldest first, after the place given; `last` continues it. */
export const listExportTokens = async (
  owner: string,
  after: string,
  limit: number,
): Promise<{ tokens: ExportToken[]; last: string | undefined }> => {
  const { items } = await queryPage({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :owner AND gsi1sk > :after',
    ExpressionAttributeValues: { ':owner': ownedBy(owner), ':after': after || ' ' },
    Limit: limit,
  });
  const tokens = await Promise.all(items.map(({ sk }) => getExportToken(sk)));
  return {
    tokens: tokens.filter((token) => token !== undefined),
    last: items.length === limit ? String(items.at(-1)?.gsi1sk) : undefined,
  };
};

/** Adds a token, or replaces it over the version that was seen. */
export const exportTokenWrite = (token: ExportToken, seen?: ExportToken): Write => ({
  name: 'export-token',
  put: {
    ...exportTokenKey(token.id),
    gsi1pk: ownedBy(token.owner),
    gsi1sk: `${token.made}#${token.id}`,
    ...token,
  },
  condition: seen ? versionIs(seen.version) : absent,
});
