import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

interface AnchorScheduleProps {
  readonly anchor: IStateMachine;
  /** Where a start that failed is kept. */
  readonly notStarted: IQueue;
}

/** Starts the anchor every hour; the next one makes up for a start that failed. */
export class AnchorSchedule extends Construct {
  constructor(scope: Construct, id: string, { anchor, notStarted }: AnchorScheduleProps) {
    super(scope, id);
    new Schedule(this, 'EveryHour', {
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new StepFunctionsStartExecution(anchor, {
        input: ScheduleTargetInput.fromObject({}),
        deadLetterQueue: notStarted,
        retryAttempts: 3,
        maxEventAge: Duration.minutes(30),
      }),
    });
  }
}
