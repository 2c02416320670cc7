import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** As long as a link lives; the API signs for no longer. */
export const oldestSignature = Duration.minutes(5);

/** Refuses these actions on the files of a bucket to whoever comes with an older signature, whatever a link says. */
export const refuseOldLinks = (bucket: Bucket, actions: string[]): void => {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'NoOldLinks',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions,
      resources: [bucket.arnForObjects('*')],
      conditions: {
        NumericGreaterThan: { 's3:signatureAge': oldestSignature.toMilliseconds() },
      },
    }),
  );
};
