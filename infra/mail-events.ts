import { Duration } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

interface MailEventsProps {
  /** What the configuration set is called: whoever mails names it. */
  readonly name: string;
  readonly record: Lambda;
}

/**
 * What becomes of a mail returns to the record: SES reports to EventBridge, which calls the function;
 * what could not be recorded is kept for two weeks.
 */
export class MailEvents extends Construct {
  readonly notRecorded: Queue;

  constructor(scope: Construct, id: string, { name, record }: MailEventsProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'Mails', {
      configurationSetName: name,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const bus = EventBus.fromEventBusName(this, 'Default', 'default');
    set.addEventDestination('Reports', {
      destination: EventDestination.eventBus(bus),
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    this.notRecorded = new Queue(this, 'NotRecorded', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    record.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.notRecorded),
    });
    new Rule(this, 'OfMails', {
      description: 'What became of a mail that ORA sent',
      eventPattern: {
        source: Match.exactString('aws.ses'),
        detail: {
          eventType: Match.anyOf('Delivery', 'Bounce', 'Complaint'),
          mail: { tags: { 'ses:configuration-set': Match.exactString(name) } },
        },
      },
      targets: [
        new LambdaFunction(record, {
          deadLetterQueue: this.notRecorded,
          retryAttempts: 10,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }
}
