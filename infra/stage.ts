import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between a deployment to try things on and one that holds the record. */
export interface Stage {
  readonly name: 'dev' | 'prod';
  readonly removal: RemovalPolicy;
  readonly protect: boolean;
  readonly logsKept: RetentionDays;
  /** How long nobody can delete a root: `compliance` means nobody at all, and cannot be shortened. */
  readonly anchorsKept: { readonly by: 'governance' | 'compliance'; readonly days: number };
}

const stages: readonly Stage[] = [
  {
    name: 'dev',
    removal: RemovalPolicy.DESTROY,
    protect: false,
    logsKept: RetentionDays.ONE_MONTH,
    anchorsKept: { by: 'governance', days: 1 },
  },
  {
    name: 'prod',
    removal: RemovalPolicy.RETAIN,
    protect: true,
    logsKept: RetentionDays.ONE_YEAR,
    anchorsKept: { by: 'compliance', days: 3653 },
  },
];

/** The stage of that name. Throws when there is none. */
export const stageNamed = (name: unknown): Stage => {
  const stage = stages.find((known) => known.name === name);
  if (!stage) throw new Error(`There is no stage "${name}". Type: npx cdk synth -c stage=dev`);
  return stage;
};
