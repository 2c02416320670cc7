import { Duration } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { keptLog } from './log.ts';
import type { Stage } from './stage.ts';

interface OraFunctionProps {
  readonly stage: Stage;
  readonly code: Code;
  readonly seconds: number;
  readonly environment: Record<string, string>;
  readonly policy: readonly PolicyStatement[];
}

/** One Lambda with a role of its own, which may write its own log and do what its policy says. */
export class OraFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: OraFunctionProps) {
    super(scope, id);
    const logGroup = keptLog(this, 'Log', props.stage);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    for (const statement of props.policy) role.addToPolicy(statement);
    this.lambda = new Lambda(this, 'Function', {
      description: `ORA ${id}`,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(props.seconds),
      environment: props.environment,
      logGroup,
      role,
    });
  }
}
