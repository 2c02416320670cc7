import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { draftExpiry, tableDefinition } from '../adapters/table-definition.ts';
import { fileOf } from '../infra/function-files.ts';
import { type FunctionName, functionNames } from '../infra/permissions.ts';
import { anchor } from '../workflows/anchor.ts';
import type { StateMachine } from '../workflows/asl.ts';
import { exporting } from '../workflows/export.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { root } from './support/product-files.ts';
import { all, dev, type Json, keyFor, madeBy, only, prod } from './support/templates.ts';

const lambdaOf = (name: FunctionName) => {
  const found = all('AWS::Lambda::Function').find(({ id }) =>
    id.startsWith(`Functions${name}Function`),
  );
  if (!found) throw new Error(`there is no function ${name}`);
  const { Environment, Timeout } = found.Properties as {
    Environment: { Variables: Json };
    Timeout: number;
  };
  return { id: found.id, settings: Environment.Variables, seconds: Timeout };
};

const machineNamed = (name: string): Json => {
  const found = all('AWS::StepFunctions::StateMachine').find(
    ({ Properties }) => Properties.StateMachineName === name,
  );
  if (!found) throw new Error(`there is no state machine ${name}`);
  return found.Properties;
};

interface Call {
  readonly task: string;
  readonly name: FunctionName;
  readonly seconds: number;
  readonly waits: boolean;
}

/** Every Task of a machine, also those inside Map states, and the function it calls. */
const callsOf = (machine: StateMachine): Call[] =>
  Object.entries(machine.States).flatMap(([task, state]) => {
    if (state.Type === 'Map') return callsOf(state.ItemProcessor);
    if (state.Type !== 'Task') return [];
    const name = String(state.Parameters?.FunctionName).slice(2, -1) as FunctionName;
    const waits = state.Resource.endsWith('.waitForTaskToken');
    return [{ task, name, waits, seconds: state.TimeoutSeconds }];
  });

const machines = [
  ['ora-dev-review', review],
  ['ora-dev-reminders', reminders],
  ['ora-dev-anchor', anchor],
  ['ora-dev-export', exporting],
] as const satisfies readonly (readonly [string, StateMachine])[];

describe('the table on AWS', () => {
  it('has the keys, attributes and indexes of the embedded one', () => {
    const { TableName, ...wanted } = tableDefinition('ora');
    const { Properties } = only('AWS::DynamoDB::Table');

    const built = Object.fromEntries(Object.keys(wanted).map((name) => [name, Properties[name]]));

    expect(built).toEqual(wanted);
  });

  it('lets nothing expire but drafts', () => {
    expect(only('AWS::DynamoDB::Table').Properties.TimeToLiveSpecification).toEqual({
      AttributeName: draftExpiry,
      Enabled: true,
    });
  });

  it('is encrypted with a key of its own that rotates, and can be restored to any moment', () => {
    const table = only('AWS::DynamoDB::Table').Properties;
    const key = keyFor('Encrypts');

    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(table.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(table.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] },
    });
  });

  it.each([
    ['prod', prod, true, 'Retain'],
    ['dev', dev, false, 'Delete'],
  ] as const)('is protected against deletion in prod only: %s', (_, template, isSafe, fate) => {
    const table = only('AWS::DynamoDB::Table', template);

    expect(table.Properties.DeletionProtectionEnabled).toBe(isSafe);
    expect(table.DeletionPolicy).toBe(fate);
    for (const key of all('AWS::KMS::Key', template)) expect(key.DeletionPolicy).toBe(fate);
    expect(only('AWS::Cognito::UserPool', template).DeletionPolicy).toBe(fate);
  });
});

describe('the functions on AWS', () => {
  it('are each a file under functions/', () => {
    const missing = functionNames.filter(
      (name) => !existsSync(join(root, 'functions', `${fileOf(name)}.ts`)),
    );

    expect(missing).toEqual([]);
  });

  it('run on Node 24 and arm64, each with a role and a log of its own', () => {
    const lambdas = all('AWS::Lambda::Function').map(({ Properties }) => Properties);
    const different = (property: string) =>
      new Set(lambdas.map((lambda) => JSON.stringify(lambda[property]))).size;

    expect(lambdas).toHaveLength(functionNames.length);
    dev.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogGroup: { Ref: Match.anyValue() } },
    });
    expect(different('Role')).toBe(functionNames.length);
    expect(different('LoggingConfig')).toBe(functionNames.length);
  });

  it.each([
    [
      'Api',
      'ANCHOR_BUCKET CURSOR_KEY EVENTS_STATE_MACHINE_ARN EVIDENCE_BUCKET EXPORT_BUCKET EXPORT_STATE_MACHINE_ARN MAIL_CONFIGURATION_SET MAIL_FROM ORA_AUDIENCE ORA_ISSUER ORA_JWKS_URL ORA_ORIGIN REVIEW_STATE_MACHINE_ARN SIGNING_KEY_ARN TABLE_NAME',
    ],
    ['CloseReview', 'SIGNING_KEY_ARN TABLE_NAME'],
    ['Reconcile', 'REVIEW_STATE_MACHINE_ARN TABLE_NAME'],
    ['SendReminder', 'MAIL_CONFIGURATION_SET MAIL_FROM ORA_ORIGIN TABLE_NAME'],
    ['WriteExport', 'EXPORT_BUCKET TABLE_NAME'],
    ['OpenStage', 'TABLE_NAME'],
  ] as const)('are told what they need and no more: %s', (name, settings) => {
    expect(Object.keys(lambdaOf(name).settings).sort().join(' ')).toBe(settings);
  });

  it('hold no secret in the template: the cursor key is a reference', () => {
    const key = JSON.stringify(lambdaOf('Api').settings.CURSOR_KEY);

    expect(key).toContain('{{resolve:secretsmanager:');
  });
});

describe('the state machines on AWS', () => {
  it.each(machines)('%s is the very object of workflows/', (name, workflow) => {
    const { DefinitionString } = machineNamed(name);

    expect(JSON.parse(String(DefinitionString))).toEqual(workflow);
  });

  it.each(machines)('%s calls the function of each name', (name, workflow) => {
    const wanted = callsOf(workflow).map((call) => [
      call.name,
      { 'Fn::GetAtt': [lambdaOf(call.name).id, 'Arn'] },
    ]);

    expect(machineNamed(name).DefinitionSubstitutions).toEqual(Object.fromEntries(wanted));
  });

  it.each(machines)('%s waits for each task, and longer than the function may run', (_, flow) => {
    const calls = callsOf(flow);

    expect(calls.length).toBeGreaterThan(0);
    for (const { task, name, seconds } of calls)
      expect(seconds, task).toBeGreaterThan(lambdaOf(name).seconds);
  });

  it('log every step without what an execution was told, and are traced', () => {
    dev.allResourcesProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });

  it('are named to the functions as they are called', () => {
    const arn = JSON.stringify(lambdaOf('Reconcile').settings.REVIEW_STATE_MACHINE_ARN);

    expect(arn).toContain(`:stateMachine:${machineNamed('ora-dev-review').StateMachineName}"`);
  });

  it('send what is due every fifteen minutes, and keep a start that failed', () => {
    const queue = madeBy('ReminderSchedule', 'AWS::SQS::Queue');

    dev.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(15 minutes)',
      Target: {
        Arn: { Ref: Match.stringLikeRegexp('^Reminders') },
        Input: '{"round":0}',
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } },
      },
    });
  });
});

describe('the way in on AWS', () => {
  it('asks for a token of the user pool under /v1, but for exports, and leaves the rest to the app', () => {
    const { id } = only('AWS::ApiGatewayV2::Authorizer');
    const routes = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => [
      Properties.RouteKey,
      Properties.AuthorizationType,
      Properties.AuthorizerId,
    ]);
    expect(routes.sort()).toEqual([
      ['$default', 'NONE', undefined],
      ['ANY /v1/{proxy+}', 'JWT', { Ref: id }],
      ['GET /v1/exports/{file}', 'NONE', undefined],
    ]);
  });

  it('checks the token as the function does: same issuer, same audience', () => {
    const { JwtConfiguration } = only('AWS::ApiGatewayV2::Authorizer').Properties;
    const { ORA_ISSUER, ORA_AUDIENCE } = lambdaOf('Api').settings;

    expect(JwtConfiguration).toEqual({ Issuer: ORA_ISSUER, Audience: [ORA_AUDIENCE] });
  });

  it('is throttled, and its log holds neither query strings nor who asked', () => {
    const { DefaultRouteSettings, AccessLogSettings } = only('AWS::ApiGatewayV2::Stage').Properties;

    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(JSON.stringify(AccessLogSettings)).toContain('$context.path');
    expect(JSON.stringify(AccessLogSettings)).not.toMatch(/query|claims|sourceIp|userAgent/i);
  });
});
