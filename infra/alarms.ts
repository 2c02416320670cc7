import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

interface AlarmsProps {
  /** The state machines by what they are called. */
  readonly machines: Readonly<Record<string, IStateMachine>>;
  readonly reminders: IStateMachine;
  /** Where what could not be delivered is kept, by what it is called. */
  readonly undelivered: Readonly<Record<string, IQueue>>;
  /** The address that is told, once it has confirmed; without one, the alarms only show. */
  readonly alarmsTo?: string | undefined;
}

/** What the functions count in their log and nobody should have to see, and what an operator makes of it. */
const counted = {
  ExecutionsFailed: 'A task of a review failed for good; the reconciler starts it anew.',
  OutLeftOver: 'A review was not carried on after a command; the reconciler did it.',
  TransitsLost: 'A review was on its way and nothing moved it; the reconciler mended it.',
  ExecutionsLost: 'An open stage had no execution that waits; the reconciler started one.',
  ChainsGone: 'A chain that an anchor vouches for is not in the table any more.',
  AuthorizationErrors: 'A question to the policies could not be answered, and was refused.',
  NoticesWithoutRecipient: 'Nobody holds the role that a notice is for.',
  DueMissing: 'Nothing was due that would tell people of a review; the reconciler put it back.',
  DueStale:
    'What was due of an open review did not fit its record; the reconciler planned it anew.',
  ClaimsLapsed: 'A mail was begun and nobody knows whether it went out; it is sent again.',
  PossibleDuplicates: 'A mail was sent again that may have arrived before.',
  DueFailures: 'Something that was due could not be worked out; it is tried again in an hour.',
  MailFailures: 'The mail service did not take a mail; it is tried again.',
  MailProviderFaults:
    'More addresses were refused in a day than can be wrong: the mail service or the sender is at fault, and mails wait. Those marked already are listed at /v1/undeliverable.',
  FoldFailures: 'The figures of a review could not be counted; it is tried again.',
  WebhooksDisabled:
    'A receiver of events has failed for days, or said that it is gone: nothing is sent to it until an admin resumes it. GET /v1/webhooks names it.',
  WebhookRunsFailed:
    'Events could not be delivered to a webhook or to the event bus; the next run tries again.',
  ReconcileFailures: 'The reconciler could not mend something; it tries again.',
} as const;

const quarter = Duration.minutes(15);

/** An alarm for each thing that should not happen, and one topic that tells of them all. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    if (props.alarmsTo) this.topic.addSubscription(new EmailSubscription(props.alarmsTo));
    for (const [metricName, meaning] of Object.entries(counted))
      this.whenAny(
        metricName,
        meaning,
        new Metric({ namespace: 'ORA', metricName, statistic: 'Sum', period: quarter }),
      );
    for (const [name, machine] of Object.entries(props.machines)) {
      const ended = { statistic: 'Sum', period: quarter };
      this.whenAny(`${name}Failed`, `An execution failed.`, machine.metricFailed(ended));
      this.whenAny(`${name}TimedOut`, `An execution timed out.`, machine.metricTimedOut(ended));
    }
    for (const [name, queue] of Object.entries(props.undelivered))
      this.whenAny(
        name,
        'Something could not be delivered; the queue keeps it for two weeks.',
        queue.metricApproximateNumberOfMessagesVisible({ period: quarter }),
      );
    this.whenSilent(props.reminders);
  }

  private whenAny(name: string, alarmDescription: string, metric: IMetric): void {
    new Alarm(this, name, {
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** What never ran fails no other alarm: an hour without reminders is one of its own. */
  private whenSilent(reminders: IStateMachine): void {
    new Alarm(this, 'RemindersSilent', {
      alarmDescription: 'The reminders did not finish once in an hour.',
      metric: reminders.metricSucceeded({ statistic: 'Sum', period: Duration.hours(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
