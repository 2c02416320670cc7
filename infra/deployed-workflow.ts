import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import {
  DefinitionBody,
  LogLevel,
  StateMachine as Machine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StateMachine } from '../workflows/asl.ts';
import { keptLog } from './log.ts';
import type { Stage } from './stage.ts';

interface DeployedWorkflowProps {
  readonly stage: Stage;
  readonly name: string;
  readonly workflow: StateMachine;
  readonly lambdas: Readonly<Record<string, Lambda>>;
}

/** The names in `"${Name}"` of a definition, each once. */
const placeholdersOf = (definition: string): string[] => [
  ...new Set(Array.from(definition.matchAll(/"\$\{(\w+)\}"/g), ([, name = '']) => name)),
];

/**
 * A state machine of workflows/, deployed as it is: each placeholder becomes the function of that
 * name, which the machine may then invoke. Its log never holds what an execution was told.
 */
export class DeployedWorkflow extends Construct {
  readonly machine: Machine;

  constructor(scope: Construct, id: string, props: DeployedWorkflowProps) {
    super(scope, id);
    const { stage, name, workflow, lambdas } = props;
    const definition = JSON.stringify(workflow);
    const called = placeholdersOf(definition).map((placeholder) => {
      const lambda = lambdas[placeholder];
      if (!lambda)
        throw new Error(`${name} calls ${placeholder}, which permissions.ts does not name`);
      return [placeholder, lambda] as const;
    });
    this.machine = new Machine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(
        called.map(([placeholder, lambda]) => [placeholder, lambda.functionArn]),
      ),
      logs: {
        destination:
          // Under this prefix the account's one log policy does not grow with every machine.
          keptLog(this, 'Log', stage, `/aws/vendedlogs/states/${name}`),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
      removalPolicy: stage.removal,
    });
    // Not by grantInvoke, which grants every version and alias as well.
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: called.map(([, lambda]) => lambda.functionArn),
      }),
    );
  }
}
