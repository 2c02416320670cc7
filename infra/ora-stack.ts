import { ArnFormat, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { anchor } from '../workflows/anchor.ts';
import type { StateMachine } from '../workflows/asl.ts';
import { events } from '../workflows/events.ts';
import { exporting } from '../workflows/export.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { AccessLogBucket } from './access-log-bucket.ts';
import { Alarms } from './alarms.ts';
import { AllFunctions } from './all-functions.ts';
import { AnchorBucket } from './anchor-bucket.ts';
import { AnchorSchedule } from './anchor-schedule.ts';
import type { CodeOf } from './bundle.ts';
import { DeployedWorkflow } from './deployed-workflow.ts';
import { Events } from './event-bus.ts';
import { EvidenceBucket } from './evidence-bucket.ts';
import { ExportBucket } from './export-bucket.ts';
import { HttpDoor } from './http-door.ts';
import { MailEvents } from './mail-events.ts';
import { MailIdentity, type MailIdentityKind } from './mail-identity.ts';
import { RecordTable } from './record-table.ts';
import { ReminderSchedule } from './reminder-schedule.ts';
import { SignIn } from './sign-in.ts';
import { SigningKey } from './signing-key.ts';
import type { Stage } from './stage.ts';

interface OraStackProps extends StackProps {
  readonly stage: Stage;
  readonly codeOf: CodeOf;
  readonly mailFrom: string;
  /** What is verified to send mail: the domain of the address, the address alone, or what the account has already. */
  readonly mailIdentity: MailIdentityKind;
  /** Scheme and host under which people reach the API: their browsers send files from there. */
  readonly apiOrigin: string;
  /** Where the keys of the user pool are, when not at AWS's own address. */
  readonly keysAt?: string | undefined;
  readonly scanUrl?: string | undefined;
  /** The address that is told when an alarm goes off. */
  readonly alarmsTo?: string | undefined;
  /** Whether events also go to a bus of EventBridge. */
  readonly eventBus?: boolean | undefined;
}

/** All of ORA on AWS: the record and its evidence, who signs in, the functions, the machines, their schedules and the way in. */
export class OraStack extends Stack {
  constructor(scope: Construct, id: string, props: OraStackProps) {
    super(scope, id, props);
    const { stage, codeOf, mailFrom, apiOrigin, scanUrl } = props;
    const record = new RecordTable(this, 'Record', stage);
    const signing = new SigningKey(this, 'Signing', stage);
    const { anchors, evidence, exports } = this.buckets(stage, record, apiOrigin);
    const signIn = new SignIn(this, 'SignIn', stage, props.keysAt);
    const bus = props.eventBus ? new Events(this, 'EventBus', this.eventsName).bus : undefined;
    const reviewName = `${this.stackName}-review`;
    const { lambdas } = new AllFunctions(this, 'Functions', {
      stage,
      codeOf,
      record,
      signing,
      anchors,
      evidence,
      exports,
      signIn,
      mailFrom,
      mailSet: this.mailSet,
      apiOrigin,
      scanUrl,
      bus,
      ...this.machineArns(reviewName),
    });
    new MailIdentity(this, 'MailIdentity', mailFrom, props.mailIdentity);
    const machines = this.machines(props, reviewName, lambdas);
    const door = new HttpDoor(this, 'HttpDoor', { stage, api: lambdas.Api, signIn });
    this.tell({
      ApiUrl: door.url,
      UserPoolId: signIn.pool.userPoolId,
      UserPoolClientId: signIn.client.userPoolClientId,
      TableName: record.table.tableName,
      EvidenceBucketName: evidence.bucket.bucketName,
      AnchorBucketName: anchors.bucket.bucketName,
      ReviewStateMachineArn: machines.Review.stateMachineArn,
      RemindersStateMachineArn: machines.Reminders.stateMachineArn,
      AnchorStateMachineArn: machines.Anchor.stateMachineArn,
      ...(bus && { EventBusName: bus.eventBusName }),
    });
  }

  /** What is stored beside the table; each bucket has its access log. */
  private buckets(stage: Stage, record: RecordTable, apiOrigin: string) {
    const { bucket: accessLogs } = new AccessLogBucket(this, 'AccessLogs', stage);
    const anchors = new AnchorBucket(this, 'Anchors', { stage, accessLogs });
    const evidence = new EvidenceBucket(this, 'Evidence', {
      stage,
      key: record.key,
      origin: apiOrigin,
      accessLogs,
    });
    const exports = new ExportBucket(this, 'Exports', { stage, key: record.key, accessLogs });
    return { anchors, evidence, exports };
  }

  /** The state machines, what starts them by the clock, and who is told when one of them fails. */
  private machines(
    { stage, alarmsTo }: OraStackProps,
    reviewName: string,
    lambdas: AllFunctions['lambdas'],
  ) {
    const deployed = (id: string, name: string, workflow: StateMachine) =>
      new DeployedWorkflow(this, id, { stage, name, workflow, lambdas }).machine;
    const reviews = deployed('Review', reviewName, review);
    const reminding = deployed('Reminders', `${this.stackName}-reminders`, reminders);
    const telling = deployed('Events', this.eventsName, events);
    const anchoring = deployed('Anchor', `${this.stackName}-anchor`, anchor);
    const { notStarted } = new ReminderSchedule(this, 'ReminderSchedule', reminding);
    new AnchorSchedule(this, 'AnchorSchedule', { anchor: anchoring, notStarted });
    const { notRecorded } = new MailEvents(this, 'MailEvents', {
      name: this.mailSet,
      record: lambdas.RecordDelivery,
    });
    const writing = deployed('Export', this.exportName, exporting);
    const machines = {
      Review: reviews,
      Reminders: reminding,
      Events: telling,
      Anchor: anchoring,
      Export: writing,
    };
    new Alarms(this, 'Alarms', {
      machines,
      reminders: reminding,
      undelivered: { NotStarted: notStarted, NotRecorded: notRecorded },
      alarmsTo,
    });
    return machines;
  }

  private get exportName(): string {
    return `${this.stackName}-export`;
  }

  /** The configuration set under which mails are sent. */
  private get mailSet(): string {
    return `${this.stackName}-mail`;
  }

  private get eventsName(): string {
    return `${this.stackName}-events`;
  }

  /** What functions start: by name, see `machineArn`. */
  private machineArns(reviewName: string) {
    return {
      reviewMachineArn: this.machineArn(reviewName),
      exportMachineArn: this.machineArn(this.exportName),
      eventsMachineArn: this.machineArn(this.eventsName),
    };
  }

  private tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
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
