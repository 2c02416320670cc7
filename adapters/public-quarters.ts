import type { PublicDataSetName } from '../domain/public-data/data-sets.ts';
import { Published } from '../domain/public-data/published.ts';
import { publicKey } from './keys.ts';
import { absent, queryAll, queryPage, type Write } from './table.ts';

/** What was published of a data set, oldest quarter first; each is written once, so no consistent read is needed. */
export const publishedQuarters = async (name: PublicDataSetName): Promise<Published[]> => {
  const items = await Array.fromAsync(
    queryAll({
      KeyConditionExpression: 'pk = :set',
      ExpressionAttributeValues: { ':set': publicKey(name, '').pk },
    }),
  );
  return items.map(({ pk: _, sk: __, ...item }) => Published.parse(item));
};

/** The last quarter that was published; undefined before the first. */
export const lastPublished = async (name: PublicDataSetName): Promise<string | undefined> => {
  const { items } = await queryPage({
    KeyConditionExpression: 'pk = :set',
    ExpressionAttributeValues: { ':set': publicKey(name, '').pk },
    ScanIndexForward: false,
    Limit: 1,
    ConsistentRead: true,
  });
  return items[0]?.sk;
};

/** Publishes a quarter, unless it was. */
export const publicationWrite = (name: PublicDataSetName, published: Published): Write => ({
  name: 'published',
  put: { ...publicKey(name, published.quarter), ...published },
  condition: absent,
});
