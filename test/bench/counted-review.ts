import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { setting } from '../../adapters/environment.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { startHost } from '../support/host.ts';
import { playOneReview } from './one-review.ts';
import { type Transitions, transitionsOf } from './transitions.ts';
import { meterWrites } from './write-meter.ts';
import { type Write, writesOf } from './write-units.ts';

/** What one review may cost when nothing is returned. */
export const limits = { transitions: 20, writeUnits: 150 } as const;

export interface CountedReview {
  readonly transitions: Transitions;
  readonly writes: readonly Write[];
  readonly failedWrites: number;
}

const embedded = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
});

/** Plays one review on a host of its own and counts what it took, with the system's own adapters. */
export const countOneReview = async (): Promise<CountedReview> => {
  const host = await startHost();
  try {
    const table = new DynamoDBClient(embedded(host.endpoints.table));
    const meter = meterWrites(table);
    useDynamoDB(table);
    const review = await playOneReview(host.url);
    const machine = setting('REVIEW_STATE_MACHINE_ARN');
    const stepFunctions = new SFNClient(embedded(host.endpoints.stepFunctions));
    const transitions = await transitionsOf(stepFunctions, machine, review);
    return {
      transitions,
      writes: writesOf(review, meter.writes),
      failedWrites: meter.failed(),
    };
  } finally {
    await host.close();
  }
};
