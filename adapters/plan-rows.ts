import { Telling } from '../domain/reminders/telling.ts';
import { planPrefix } from './keys.ts';
import { queryAll } from './table.ts';

/** The rows that one notice, or one plan of rungs, put into the ledger. */
export const rowsOfPlan = async (place: Parameters<typeof planPrefix>[0]): Promise<Telling[]> => {
  const { pk, sk } = planPrefix(place);
  const items = queryAll({
    KeyConditionExpression: 'pk = :review AND sk BETWEEN :plan AND :end',
    ExpressionAttributeValues: { ':review': pk, ':plan': sk, ':end': `${sk}~` },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items)).map((item) => Telling.parse(item));
};
