import { Delegation } from '../domain/people/delegation.ts';
import { delegationKey, delegationsPartition, type Key } from './keys.ts';
import {
  absent,
  getItem,
  getItems,
  type Item,
  LostCondition,
  putItem,
  queryAll,
  queryPage,
  versionIs,
  type Write,
} from './table.ts';

/** A delegation by its id, which names the delegate; undefined where there is none. */
export const getDelegation = async (id: string): Promise<Delegation | undefined> => {
  const item = await getItem(delegationKey(id));
  return item && Delegation.parse(item);
};

/** Every delegation that a person ever received; a consistent read, because rights hang on it. */
export const delegationsTo = async (person: string): Promise<Delegation[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :to',
    ExpressionAttributeValues: { ':to': delegationKey(`${person}.`).pk },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items)).map((item) => Delegation.parse(item));
};

const found = async (keys: readonly Key[]): Promise<Delegation[]> => {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += 100)
    items.push(...(await getItems(keys.slice(from, from + 100))));
  return items.map((item) => Delegation.parse(item));
};

const givenBy = (person: string): string => `DELEGATED#${person}`;

/** Every delegation that a person ever gave. */
export const delegationsFrom = async (person: string): Promise<Delegation[]> => {
  const query = queryAll({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :from',
    ExpressionAttributeValues: { ':from': givenBy(person) },
  });
  const items = await Array.fromAsync(query);
  return found(items.map(({ pk, sk }) => ({ pk, sk })));
};

/** One page of all delegations, by when they begin; `last` continues it. */
export const listDelegations = async (
  after: string,
  limit: number,
): Promise<{ delegations: Delegation[]; last: string | undefined }> => {
  const { items } = await queryPage({
    IndexName: 'gsi2',
    KeyConditionExpression: 'gsi2pk = :all AND gsi2sk > :after',
    ExpressionAttributeValues: { ':all': delegationsPartition, ':after': after || ' ' },
    Limit: limit,
  });
  return {
    delegations: await found(items.map(({ pk, sk }) => ({ pk, sk }))),
    last: items.length === limit ? String(items.at(-1)?.gsi2sk) : undefined,
  };
};

const itemOf = (delegation: Delegation): Item => {
  const place = `${delegation.begins}#${delegation.id}`;
  return {
    ...delegationKey(delegation.id),
    gsi1pk: givenBy(delegation.from),
    gsi1sk: place,
    gsi2pk: delegationsPartition,
    gsi2sk: place,
    ...delegation,
  };
};

/** Adds a delegation, or replaces it over the version that was seen. */
export const delegationWrite = (delegation: Delegation, seen?: Delegation): Write => ({
  name: 'delegation',
  put: itemOf(delegation),
  condition: seen ? versionIs(seen.version) : absent,
});

/** Ends a delegation and forgets its reason; decided anew when it changed meanwhile. */
const silence = async (id: string, revoked: { by: string; at: string }): Promise<void> => {
  for (;;) {
    const seen = await getDelegation(id);
    if (!seen || (seen.revoked && seen.reason === undefined)) return;
    const { reason: _, ...rest } = seen;
    const next = { ...rest, revoked: seen.revoked ?? revoked, version: seen.version + 1 };
    try {
      return await putItem(itemOf(next), versionIs(seen.version));
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
};

/** After an erasure: ends what the person gave and received, and forgets the reasons, which may speak of them. */
export const silenceDelegations = async (
  person: string,
  revoked: { by: string; at: string },
): Promise<void> => {
  const theirs = [...(await delegationsTo(person)), ...(await delegationsFrom(person))];
  for (const { id } of theirs) await silence(id, revoked);
};
