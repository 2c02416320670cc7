import { describe, expect, it } from 'vitest';
import { type FunctionName, functionNames, permissions } from '../infra/permissions.ts';
import { all, type Json, madeBy } from './support/templates.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Condition?: Json;
  readonly Resource: unknown;
}

const everyStatement = all('AWS::IAM::Policy').flatMap(({ id, Properties }) =>
  (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement.map((statement) => ({
    id,
    ...statement,
    actions: [statement.Action].flat(),
  })),
);

const statements = everyStatement.filter(({ Effect }) => Effect === 'Allow');

/** What a function may do with a service, without the service's prefix. */
const actionsOf = (name: FunctionName, service: string): string[] =>
  statements
    .filter(({ id }) => id.startsWith(`Functions${name}Role`))
    .flatMap(({ actions }) => actions)
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))
    .sort();

describe('permissions on AWS', () => {
  it.each(functionNames)('let %s do on the table exactly what its line says', (name) => {
    expect(actionsOf(name, 'dynamodb')).toEqual([...permissions[name].table].sort());
  });

  it.each(functionNames)('let %s mail and move reviews only where its line says so', (name) => {
    const { mails, moves, announces, watches, exports } = permissions[name];
    const calls = [
      ...(watches ? ['SendTaskHeartbeat'] : []),
      ...(moves ? ['SendTaskSuccess', 'StartExecution'] : []),
      // One statement names both machines where a function starts both.
      ...(exports === 'read' || announces ? ['StartExecution'] : []),
    ];

    expect(actionsOf(name, 'ses')).toEqual(mails ? ['SendEmail', 'SendRawEmail'] : []);
    expect(actionsOf(name, 'states')).toEqual(calls);
  });

  it.each(functionNames)(
    'let %s sign, or tell the public key, only where its line says so',
    (name) => {
      const { signs, serves } = permissions[name];
      const signing = actionsOf(name, 'kms').filter((action) => /Sign|PublicKey/.test(action));

      expect(signing).toEqual([...(serves ? ['GetPublicKey'] : []), ...(signs ? ['Sign'] : [])]);
    },
  );

  it('hold no wildcard action, no Scan, and nothing that writes around a transaction', () => {
    const actions = statements.flatMap((statement) => statement.actions);
    const barred = /\*|Scan|BatchWrite|PartiQL|UpdateItem|DeleteTable/;

    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => barred.test(action))).toEqual([]);
  });

  it('are all written as policies of ours: no managed policy comes with a role', () => {
    const managed = all('AWS::IAM::Role').filter(
      ({ Properties }) => 'ManagedPolicyArns' in Properties || 'Policies' in Properties,
    );

    expect(managed).toEqual([]);
  });

  it('let nobody delete outside the partitions made for it', () => {
    const deletes = statements.filter(({ actions }) => actions.includes('dynamodb:DeleteItem'));

    expect(deletes.length).toBeGreaterThan(0);
    for (const { actions, Condition } of deletes) {
      expect(actions).toEqual(['dynamodb:DeleteItem']);
      expect(Condition).toEqual({
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': ['RUN#*', 'OUT#*', 'DRAFT#*', 'UPLOAD#*', 'DUE#*', 'FOLD#*'],
        },
      });
    }
  });

  it('let nobody but the function that sends read what webhooks are signed with', () => {
    const kept = everyStatement.filter(({ Effect }) => Effect === 'Deny');
    const withheld = functionNames.filter((name) => !permissions[name].delivers);

    expect(functionNames.filter((name) => permissions[name].delivers)).toEqual(['DeliverEvents']);
    expect(kept.map(({ id }) => id.replace(/^Functions|Role.*$/g, '')).sort()).toEqual(
      [...withheld].sort(),
    );
    for (const { actions, Condition } of kept) {
      expect(actions).toEqual(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']);
      expect(Condition).toEqual({
        'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['WEBHOOK-SECRET#*'] },
      });
    }
  });

  it.each(functionNames)('let %s reach files only where its line says so', (name) => {
    const { id } = madeBy('Evidence', 'AWS::S3::Bucket');
    const reach = ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'];
    const reached = statements
      .filter(({ Resource }) => JSON.stringify(Resource).includes(id))
      .filter((statement) => statement.id.startsWith(`Functions${name}Role`));

    expect(reached.flatMap(({ actions }) => actions).sort()).toEqual(
      permissions[name].files ? reach : [],
    );
  });

  it.each(functionNames)('let %s read or write exports only where its line says so', (name) => {
    const { id } = madeBy('Exports', 'AWS::S3::Bucket');
    const reach = {
      read: ['s3:GetObject'],
      write: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'],
    };
    const reached = statements
      .filter(({ Resource }) => JSON.stringify(Resource).includes(id))
      .filter((statement) => statement.id.startsWith(`Functions${name}Role`));
    const { exports } = permissions[name];

    expect(reached.flatMap(({ actions }) => actions).sort()).toEqual(exports ? reach[exports] : []);
  });

  it('open the key of the record only by way of the table, and of the bucket where files are reached', () => {
    const opening = statements.filter(({ actions }) => actions.includes('kms:Decrypt'));
    const withFiles = functionNames.filter(
      (name) => permissions[name].files || permissions[name].exports,
    );

    expect(opening).toHaveLength(functionNames.length + withFiles.length);
    for (const { Condition } of opening)
      expect(Object.keys((Condition?.StringEquals ?? {}) as Json)).toEqual(['kms:ViaService']);
  });

  it('name what they are about: only log delivery and tracing of the machines are about all', () => {
    const aboutAll = statements.filter(({ Resource }) => [Resource].flat().includes('*'));

    expect(aboutAll.map(({ id }) => id.replace(/Machine.*/, ''))).toEqual([
      'Review',
      'Reminders',
      'Events',
      'Anchor',
      'Export',
    ]);
    for (const { actions } of aboutAll)
      expect(actions.filter((action) => !/^(logs|xray):/.test(action))).toEqual([]);
  });
});
