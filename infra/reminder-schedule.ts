import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Starts the reminders every fifteen minutes; a start that failed is kept, and the next one makes up for it. */
export class ReminderSchedule extends Construct {
  /** Starts of machines that failed, for two weeks. */
  readonly notStarted: Queue;

  constructor(scope: Construct, id: string, reminders: IStateMachine) {
    super(scope, id);
    this.notStarted = new Queue(this, 'NotStarted', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new Schedule(this, 'EveryFifteenMinutes', {
      schedule: ScheduleExpression.rate(Duration.minutes(15)),
      target: new StepFunctionsStartExecution(reminders, {
        input: ScheduleTargetInput.fromObject({ round: 0 }),
        deadLetterQueue: this.notStarted,
        retryAttempts: 3,
        maxEventAge: Duration.minutes(15),
      }),
    });
  }
}
