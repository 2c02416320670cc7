import { ArnFormat, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { AllFunctions } from './all-functions.ts';
import type { CodeOf } from './bundle.ts';
import { DeployedWorkflow } from './deployed-workflow.ts';
import { HttpDoor } from './http-door.ts';
import { RecordTable } from './record-table.ts';
import { ReminderSchedule } from './reminder-schedule.ts';
import { SignIn } from './sign-in.ts';
import { SigningKey } from './signing-key.ts';
import type { Stage } from './stage.ts';

interface OraStackProps extends StackProps {
  readonly stage: Stage;
  readonly codeOf: CodeOf;
  readonly mailFrom: string;
}

/** All of ORA on AWS: the record, who signs in, the functions, the two machines, the schedule and the way in. */
export class OraStack extends Stack {
  constructor(scope: Construct, id: string, props: OraStackProps) {
    super(scope, id, props);
    const { stage, codeOf, mailFrom } = props;
    const reviewName = `${this.stackName}-review`;

    const record = new RecordTable(this, 'Record', stage);
    const signing = new SigningKey(this, 'Signing', stage);
    const signIn = new SignIn(this, 'SignIn', stage);
    const { lambdas } = new AllFunctions(this, 'Functions', {
      stage,
      codeOf,
      record,
      signing,
      signIn,
      mailFrom,
      reviewMachineArn: this.machineArn(reviewName),
    });

    const reviews = new DeployedWorkflow(this, 'Review', {
      stage,
      name: reviewName,
      workflow: review,
      lambdas,
    });
    const reminding = new DeployedWorkflow(this, 'Reminders', {
      stage,
      name: `${this.stackName}-reminders`,
      workflow: reminders,
      lambdas,
    });
    new ReminderSchedule(this, 'ReminderSchedule', reminding.machine);
    const door = new HttpDoor(this, 'HttpDoor', { stage, api: lambdas.Api, signIn });

    new CfnOutput(this, 'ApiUrl', { value: door.url });
    new CfnOutput(this, 'UserPoolId', { value: signIn.pool.userPoolId });
    new CfnOutput(this, 'TableName', { value: record.table.tableName });
    new CfnOutput(this, 'ReviewStateMachineArn', { value: reviews.machine.stateMachineArn });
  }

  /** By name and not from the construct: functions that start the machine are also called by it. */
  private machineArn(resourceName: string): string {
    return this.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
