import * as z from 'zod';
import type { Engine } from './engine.ts';
import type { HistoryEvent } from './execution.ts';
import { pageOf } from './paging.ts';
import { Arn, asked, Paged } from './requests.ts';

const History = z.object({
  executionArn: Arn,
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
  ...Paged,
});

const withoutData = (event: HistoryEvent): HistoryEvent =>
  JSON.parse(
    JSON.stringify(event, (key, value) =>
      key === 'input' || key === 'output' ? undefined : value,
    ),
  );

const history = (engine: Engine, body: unknown) => {
  const { executionArn, reverseOrder, includeExecutionData, ...paged } = asked(History, body);
  const { events } = engine.execution(executionArn);
  const ordered = reverseOrder ? events.toReversed() : events;
  const rank = ({ id }: HistoryEvent) => (reverseOrder ? -id : id);
  const scope = `history ${executionArn} ${reverseOrder}`;
  const { items, nextToken } = pageOf(ordered, rank, scope, paged);
  return { events: includeExecutionData ? items : items.map(withoutData), nextToken };
};

export const historyOperation = (engine: Engine) => ({
  GetExecutionHistory: (body: unknown) => history(engine, body),
});
