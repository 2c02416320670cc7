import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { all, dev, madeBy } from './support/templates.ts';

describe('the mails on AWS', () => {
  it('are reported to the function that records them, and what it cannot record is kept', () => {
    const queue = madeBy('MailEvents', 'AWS::SQS::Queue');
    const lambda = all('AWS::Lambda::Function').find(({ id }) =>
      id.startsWith('FunctionsRecordDeliveryFunction'),
    );

    expect(lambda).toBeDefined();
    dev.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['delivery', 'bounce', 'complaint'],
        EventBridgeDestination: Match.anyValue(),
      },
    });
    dev.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        detail: {
          eventType: ['Delivery', 'Bounce', 'Complaint'],
          mail: { tags: { 'ses:configuration-set': ['ora-dev-mail'] } },
        },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [lambda?.id, 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } },
        }),
      ],
    });
    dev.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue.id, 'Arn'] } } },
    });
  });
});
