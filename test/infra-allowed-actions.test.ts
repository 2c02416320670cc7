import { describe, expect, it } from 'vitest';
import { functionNames } from '../infra/permissions.ts';
import allowed from './infra-allowed-actions.json' with { type: 'json' };
import { all, type Json, prod } from './support/templates.ts';

/** What every function may: write its own log, and reach the record through the key of the table. */
const everyFunction =
  'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo logs:CreateLogStream logs:PutLogEvents';

/** What every state machine may: call its functions, hand its log over and be traced. */
const everyMachine =
  'lambda:InvokeFunction logs:CreateLogDelivery logs:DeleteLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery xray:GetSamplingRules xray:GetSamplingTargets xray:PutTelemetryRecords xray:PutTraceSegments';

const everySchedule = 'sqs:SendMessage states:StartExecution';

const sorted = (actions: Iterable<string>): string => [...new Set(actions)].toSorted().join(' ');

const actionsIn = ({ PolicyDocument }: Json): string[] =>
  (
    PolicyDocument as {
      Statement: readonly { Effect: string; Action: string | readonly string[] }[];
    }
  ).Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? [Action].flat() : []));

/** Every action of every role, by the name of the function, machine or schedule that has it. */
const held = (template = prod): Map<string, string> => {
  const byRole = new Map<string, string[]>();
  for (const { id, Properties } of all('AWS::IAM::Policy', template)) {
    const name =
      /^Functions(\w+?)RoleDefault/.exec(id)?.[1] ??
      /^(\w+?)(MachineRole|Role|Default)/.exec(id)?.[1] ??
      id;
    byRole.set(name, [...(byRole.get(name) ?? []), ...actionsIn(Properties)]);
  }
  return new Map([...byRole].map(([name, actions]) => [name, sorted(actions)]));
};

const wanted = (name: string): string => {
  if (name in allowed)
    return sorted([
      ...everyFunction.split(' '),
      ...allowed[name as keyof typeof allowed].split(' '),
    ]);
  return name === 'Scheduler' ? everySchedule : everyMachine;
};

describe('the actions of each role on AWS', () => {
  it('are those of the list, where adding one is a line of test/infra-allowed-actions.json', () => {
    for (const [name, actions] of held()) expect(actions, name).toBe(wanted(name));
  });

  it('are listed for every function, and for no other', () => {
    expect(Object.keys(allowed).toSorted()).toEqual([...functionNames].toSorted());
  });

  it('hold no wildcard, no administration, and nothing that reads or deletes a table whole', () => {
    const all = [...held().values()].flatMap((actions) => actions.split(' '));
    const barred =
      /\*|^iam:|^sts:|^cloudformation:|^kms:(Create|Schedule|Disable|Put)|Scan|BatchWrite|PartiQL|DeleteTable|UpdateTable|DeleteObjectVersion|BypassGovernance|PutBucket|DeleteBucket/;

    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((action) => barred.test(action))).toEqual([]);
  });
});
