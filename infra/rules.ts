import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { OraStack } from './ora-stack.ts';

/** A rule that is not followed: where, and why. At most ten; a test counts them. */
interface Acknowledged {
  /** The rule, or the same rule of two packs. */
  readonly ids: readonly string[];
  /** The construct, by its path in the stack. */
  readonly on: string;
  readonly reason: string;
}

export const acknowledged: readonly Acknowledged[] = [
  {
    ids: ['AwsSolutions-IAM5[Resource::<AnchorsBucketE0A93AD3.Arn>/anchors/*]'],
    on: 'Functions',
    reason:
      'The objects under one prefix of one bucket; their keys are numbers that the server counts.',
  },
  {
    ids: ['AwsSolutions-IAM5[Resource::<EvidenceBucketC67FF768.Arn>/evidence/*]'],
    on: 'Functions',
    reason: 'The objects under one prefix of one bucket; their keys are made by the server.',
  },
  {
    ids: ['AwsSolutions-IAM5[Resource::<ExportsBucket54D5CE64.Arn>/exports/*]'],
    on: 'Functions',
    reason: 'The objects under one prefix of one bucket; their keys are made by the server.',
  },
  {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    on: '',
    reason:
      'Log delivery and X-Ray of the state machines take no resource: their actions are for all or for none. test/infra-permissions asserts that nothing else does.',
  },
  {
    ids: ['AwsSolutions-COG8'],
    on: 'SignIn',
    reason:
      'Nobody signs up by themselves: people are invited, by an address, with a second factor. The Plus plan is billed by user and is for open pools.',
  },
  {
    ids: ['AwsSolutions-SMG4'],
    on: 'Functions',
    reason:
      'The secret signs cursors of paged lists, which grant nothing: who asks is checked again. It changes by hand, and open cursors end.',
  },
  {
    ids: ['AwsSolutions-APIG4'],
    on: 'HttpDoor',
    reason:
      'Open are health, documentation and exports with a token of their own; test/access pins them. The app checks every other request itself.',
  },
  {
    ids: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    on: '',
    reason: 'These queues are the dead letter queues.',
  },
  {
    ids: ['Serverless-LambdaDLQ'],
    on: 'Functions',
    reason:
      'They are called and answered at once, by API Gateway or by Step Functions, which tries again and catches. The one that is called asynchronously has a destination for failures: infra/mail-events.ts.',
  },
  {
    ids: ['Serverless-LambdaTracing'],
    on: 'Functions',
    reason:
      'The state machines are traced, and show each call with its time. A tracer in the functions costs 15 ms of every cold start, and shows the inside of a function that calls one table.',
  },
];

/** Checks every stack of the app by the rules of AwsSolutions and Serverless: whatever is found and not acknowledged fails the synthesis. */
export const checkByRules = (app: App, stack: OraStack): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  for (const { ids, on, reason } of acknowledged)
    for (const id of ids)
      Validations.of(on ? stack.node.findChild(on) : stack).acknowledge({ id, reason });
};
