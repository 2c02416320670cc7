import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { setting } from '../../adapters/environment.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { embedded } from './embedded.ts';
import { playOneReview } from './one-review.ts';
import type { StartedHost } from './started-host.ts';
import { type Transitions, transitionsOf } from './transitions.ts';
import { dossierWork, reportWork } from './work-of.ts';
import { meterWrites } from './write-meter.ts';
import { type Write, writesOf } from './write-units.ts';

/**
 * What one review may cost when nothing is returned, by the version of its instrument: the second has
 * two acts more, a decision and a second signature, each with its command, notice and receipt.
 */
export const limits = { transitions: 20, writeUnits: { 1: 150, 2: 190 } } as const;

export interface CountedReview {
  readonly transitions: Transitions;
  /** What the chain itself wrote, from opening to verdict. */
  readonly writes: readonly Write[];
  /** What was put beside the answers. */
  readonly dossier: readonly Write[];
  /** What the reports of its mails wrote. */
  readonly reports: readonly Write[];
  readonly failedWrites: number;
}

/** Plays one review by this version of the instrument and counts what it took, with the system's own adapters. */
export const countOneReview = async (
  { url, endpoints }: StartedHost,
  version: 1 | 2,
): Promise<CountedReview> => {
  const table = new DynamoDBClient(embedded(endpoints.table));
  const meter = meterWrites(table);
  useDynamoDB(table);
  const review = await playOneReview(url, version);
  const machine = setting('REVIEW_STATE_MACHINE_ARN');
  const stepFunctions = new SFNClient(embedded(endpoints.stepFunctions));
  const transitions = await transitionsOf(stepFunctions, machine, review);
  const all = writesOf(review, meter.writes);
  const isOf =
    (wanted: string) =>
    ({ work }: Write) =>
      work === wanted;
  const isChain = ({ work }: Write) => work !== dossierWork && work !== reportWork;
  return {
    transitions,
    writes: all.filter(isChain),
    dossier: all.filter(isOf(dossierWork)),
    reports: all.filter(isOf(reportWork)),
    failedWrites: meter.failed(),
  };
};
