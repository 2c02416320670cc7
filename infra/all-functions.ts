import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { CodeOf } from './bundle.ts';
import { OraFunction } from './ora-function.ts';
import { type FunctionName, functionNames, type Permissions, permissions } from './permissions.ts';
import { policyOf, type Surroundings } from './policy-of.ts';
import type { SignIn } from './sign-in.ts';
import type { Stage } from './stage.ts';

interface AllFunctionsProps extends Surroundings {
  readonly stage: Stage;
  readonly codeOf: CodeOf;
  readonly signIn: SignIn;
  /** Where the links of mails lead: scheme and host of the API. */
  readonly apiOrigin: string;
  /** The virus scanner that the API asks; without one, evidence is marked as not scanned. */
  readonly scanUrl?: string | undefined;
}

/** Signs the cursors of paged lists, so that nobody can make one up. */
const cursorKey = (scope: Construct, stage: Stage): string =>
  new Secret(scope, 'CursorKey', {
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: stage.removal,
  }).secretValue.unsafeUnwrap(); // A reference that CloudFormation resolves: the template holds no secret.

/** Every function of permissions.ts: what it may do, and the settings that this calls for. */
export class AllFunctions extends Construct {
  readonly lambdas: Readonly<Record<FunctionName, Lambda>>;

  constructor(scope: Construct, id: string, props: AllFunctionsProps) {
    super(scope, id);
    const { stage, codeOf, record, evidence, exports, signing, anchors, signIn } = props;
    const { reviewMachineArn, exportMachineArn, eventsMachineArn } = props;
    const { mailFrom, mailSet, apiOrigin, scanUrl, bus } = props;
    const mail = {
      MAIL_FROM: mailFrom,
      MAIL_CONFIGURATION_SET: mailSet,
      ORA_ORIGIN: apiOrigin,
    };
    const served = { ...signIn.environment, CURSOR_KEY: cursorKey(this, stage) };
    const kept = {
      EVIDENCE_BUCKET: evidence.bucket.bucketName,
      ...(scanUrl && { SCAN_URL: scanUrl }),
    };
    const settings = (allowed: Permissions): Record<string, string> => ({
      TABLE_NAME: record.table.tableName,
      // Of every function, because each that writes an event lists it for the bus.
      ...(bus && { EVENT_BUS_NAME: bus.eventBusName }),
      ...(allowed.serves && served),
      ...(allowed.moves && { REVIEW_STATE_MACHINE_ARN: reviewMachineArn }),
      ...(allowed.announces && { EVENTS_STATE_MACHINE_ARN: eventsMachineArn }),
      ...(allowed.delivers && { ORA_ORIGIN: apiOrigin }),
      ...(allowed.mails && mail),
      ...((allowed.signs || allowed.serves) && { SIGNING_KEY_ARN: signing.key.keyArn }),
      ...(allowed.anchors && { ANCHOR_BUCKET: anchors.bucket.bucketName }),
      ...(allowed.files && kept),
      ...(allowed.exports && { EXPORT_BUCKET: exports.bucket.bucketName }),
      ...(allowed.exports === 'read' && { EXPORT_STATE_MACHINE_ARN: exportMachineArn }),
    });
    const deployed = functionNames.map((name) => {
      const { lambda } = new OraFunction(this, name, {
        stage,
        code: codeOf(name),
        seconds: permissions[name].seconds ?? 30,
        environment: settings(permissions[name]),
        policy: policyOf(permissions[name], props),
      });
      return [name, lambda] as const;
    });
    this.lambdas = Object.fromEntries(deployed) as Record<FunctionName, Lambda>;
  }
}
