import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { tableDefinition } from '../adapters/table-definition.ts';
import { fileOf } from '../infra/function-files.ts';
import { OraStack } from '../infra/ora-stack.ts';
import { type FunctionName, functionNames, permissions } from '../infra/permissions.ts';
import { stageNamed } from '../infra/stage.ts';
import type { StateMachine } from '../workflows/asl.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { root } from './support/product-files.ts';

type Json = Readonly<Record<string, unknown>>;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: Json;
  readonly Resource: unknown;
}

const templateOf = (stage: string): Template =>
  Template.fromStack(
    new OraStack(new App({ context: recommended }), `ora-${stage}`, {
      stage: stageNamed(stage),
      codeOf: () => Code.fromInline('bundled when deployed'),
      mailFrom: 'ORA <ora@example.org>',
    }),
  );

const dev = templateOf('dev');
const prod = templateOf('prod');

const all = (type: string, template = dev) =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    ...(resource as { Properties: Json; DeletionPolicy?: string }),
  }));

const only = (type: string, template = dev) => {
  const [found, ...others] = all(type, template);
  if (!found || others.length > 0) throw new Error(`there is not exactly one ${type}`);
  return found;
};

const statements = () =>
  all('AWS::IAM::Policy').flatMap(({ id, Properties }) => {
    const { Statement } = Properties.PolicyDocument as { Statement: readonly Statement[] };
    return Statement.map((statement) => ({ id, ...statement, actions: [statement.Action].flat() }));
  });

const statementsOf = (name: FunctionName) =>
  statements().filter(({ id }) => id.startsWith(`Functions${name}Role`));

const actionsOf = (name: FunctionName, service: string): string[] =>
  statementsOf(name)
    .flatMap(({ actions }) => actions)
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))
    .sort();

const lambdaOf = (name: FunctionName) => {
  const found = all('AWS::Lambda::Function').find(({ id }) =>
    id.startsWith(`Functions${name}Function`),
  );
  if (!found) throw new Error(`there is no function ${name}`);
  return found.Properties as { Environment: { Variables: Json }; Timeout: number };
};

const deployed = (name: string) => {
  const [found] = all('AWS::StepFunctions::StateMachine').filter(
    ({ Properties }) => Properties.StateMachineName === name,
  );
  return found?.Properties as { DefinitionString: string; DefinitionSubstitutions: Json };
};

/** Every Task of a machine, also those inside Map states. */
const tasksOf = (machine: StateMachine): { resource: string; calls: string; seconds: number }[] =>
  Object.values(machine.States).flatMap((state) => {
    if (state.Type === 'Map') return tasksOf(state.ItemProcessor);
    if (state.Type !== 'Task') return [];
    const calls = String(state.Parameters?.FunctionName).replaceAll(/[${}]/g, '');
    return [{ resource: state.Resource, calls, seconds: state.TimeoutSeconds }];
  });

describe('the table on AWS', () => {
  it('has the keys, attributes and indexes of the embedded one', () => {
    const { TableName, ...wanted } = tableDefinition('ora');

    expect(only('AWS::DynamoDB::Table').Properties).toMatchObject(wanted);
  });

  it('is encrypted with a key of its own that rotates, and can be restored to any moment', () => {
    const table = only('AWS::DynamoDB::Table').Properties;
    const key = only('AWS::KMS::Key');

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
  ] as const)(
    'is protected against deletion in prod only: %s',
    (_, template, isProtected, fate) => {
      const table = only('AWS::DynamoDB::Table', template);

      expect(table.Properties.DeletionProtectionEnabled).toBe(isProtected);
      expect(table.DeletionPolicy).toBe(fate);
      expect(only('AWS::KMS::Key', template).DeletionPolicy).toBe(fate);
      expect(only('AWS::Cognito::UserPool', template).DeletionPolicy).toBe(fate);
    },
  );
});

describe('the functions on AWS', () => {
  it('are each a file under functions/', () => {
    const missing = functionNames.filter(
      (name) => !existsSync(join(root, 'functions', `${fileOf(name)}.ts`)),
    );

    expect(missing).toEqual([]);
  });

  it('run on Node 24 and arm64, with a log that ends and a role of their own', () => {
    dev.resourceCountIs('AWS::Lambda::Function', functionNames.length);
    dev.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogGroup: { Ref: Match.anyValue() } },
    });
    const roles = all('AWS::Lambda::Function').map(({ Properties }) =>
      JSON.stringify(Properties.Role),
    );

    expect(new Set(roles).size).toBe(functionNames.length);
  });

  it('are told what they need and no more', () => {
    const told = Object.fromEntries(
      functionNames.map((name) => [
        name,
        Object.keys(lambdaOf(name).Environment.Variables).sort().join(' '),
      ]),
    );

    expect(told).toMatchObject({
      Api: 'CURSOR_KEY ORA_AUDIENCE ORA_ISSUER ORA_JWKS_URL REVIEW_STATE_MACHINE_ARN TABLE_NAME',
      Reconcile: 'REVIEW_STATE_MACHINE_ARN TABLE_NAME',
      Notify: 'MAIL_FROM TABLE_NAME',
      OpenStage: 'TABLE_NAME',
    });
  });

  it('hold no secret in the template: the cursor key is a reference', () => {
    const key = JSON.stringify(lambdaOf('Api').Environment.Variables.CURSOR_KEY);

    expect(key).toContain('{{resolve:secretsmanager:');
  });
});

describe('permissions', () => {
  it.each(functionNames)('let %s do on the table exactly what its line says', (name) => {
    expect(actionsOf(name, 'dynamodb')).toEqual([...permissions[name].table].sort());
  });

  it('let only the mailing functions mail, and only the moving ones move reviews', () => {
    for (const name of functionNames) {
      const { mails, moves } = permissions[name];
      expect(actionsOf(name, 'ses')).toEqual(mails ? ['SendEmail', 'SendRawEmail'] : []);
      expect(actionsOf(name, 'states')).toEqual(moves ? ['SendTaskSuccess', 'StartExecution'] : []);
    }
  });

  it('hold no wildcard action, no Scan, and nothing that writes around a transaction', () => {
    const actions = statements().flatMap((statement) => statement.actions);
    const barred = /\*|Scan|BatchWrite|PartiQL|UpdateItem|DeleteTable/;

    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => barred.test(action))).toEqual([]);
  });

  it('let nobody delete outside the partitions made for it', () => {
    const deletes = statements().filter(({ actions }) => actions.includes('dynamodb:DeleteItem'));

    expect(deletes.length).toBeGreaterThan(0);
    for (const { actions, Condition } of deletes) {
      expect(actions).toEqual(['dynamodb:DeleteItem']);
      expect(Condition).toEqual({
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': ['RUN#*', 'OUT#*', 'DRAFT#*', 'DUE#*', 'FOLD#*'],
        },
      });
    }
  });

  it('name what they are about: only log delivery and tracing of the machines are about all', () => {
    const aboutAll = statements().filter(({ Resource }) => Resource === '*');

    expect(aboutAll.map(({ id }) => id.replace(/Machine.*/, ''))).toEqual(['Review', 'Reminders']);
    for (const { actions } of aboutAll)
      expect(actions.filter((action) => !/^(logs|xray):/.test(action))).toEqual([]);
  });
});
