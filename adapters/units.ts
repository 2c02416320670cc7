import * as z from 'zod';
import { unitKey, unitsPartition } from './keys.ts';
import { putItem, queryAll } from './table.ts';

/** What a contributor provides to a mission, as last imported: persons, and the day they were counted. */
const ImportedUnit = z.object({
  contributor: z.string(),
  mission: z.string(),
  unitType: z.string(),
  strength: z.int(),
  asOf: z.string(),
});
export type ImportedUnit = z.output<typeof ImportedUnit>;

/** Writes one unit; a repetition or a later import replaces it. */
export const putUnit = (unit: ImportedUnit): Promise<void> =>
  putItem({
    ...unitKey(unit.contributor, unit.mission, unit.unitType),
    ...unit,
  });

/** The imported units, of one contributor or all. */
export const unitsOf = async (contributor?: string): Promise<ImportedUnit[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :units AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':units': unitsPartition,
      ':first': contributor ? `${contributor}#` : ' ',
      ':last': contributor ? `${contributor}#~` : '~',
    },
  });
  return (await Array.fromAsync(items)).map((item) => ImportedUnit.parse(item));
};
