import { OwnDefinition } from '../domain/reminders/own-definitions.ts';
import { definitionKey, definitionsPartition } from './keys.ts';
import { absent, present, queryAll, type Write } from './table.ts';

export type DefinitionKind = 'ladder' | 'calendar';

/** Every version of every ladder, or calendar, that an admin added; a consistent read. */
export const definitionsOf = async (kind: DefinitionKind): Promise<OwnDefinition[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :all AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':all': definitionsPartition, ':kind': `${kind}#` },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items)).map((item) => OwnDefinition.parse(item));
};

/** Adds a version, once; or replaces it by itself, revoked. */
export const definitionWrite = (kind: DefinitionKind, own: OwnDefinition): Write => ({
  name: 'definition',
  put: { ...definitionKey(kind, own.id, own.version), ...own },
  condition: own.revoked ? present : absent,
});
