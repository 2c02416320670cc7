import { describe, expect, it } from 'vitest';
import { functionNames } from '../infra/permissions.ts';
import { all, dev, prod } from './support/templates.ts';

describe('the template', () => {
  it('keeps every log for a time that ends', () => {
    expect(all('AWS::Logs::LogGroup').length).toBe(
      functionNames.length + all('AWS::StepFunctions::StateMachine').length + 1,
    );
    dev.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    prod.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  it.each([
    ['dev', dev],
    ['prod', prod],
  ] as const)('names no account and no region: %s', (_, template) => {
    const text = JSON.stringify(template.toJSON());

    expect(text).not.toMatch(/\b\d{12}\b/);
    expect(text).not.toMatch(/\b(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d\b/);
  });

  it('tells what a person needs to begin', () => {
    const outputs = Object.keys(dev.findOutputs('*')).sort();

    expect(outputs.join(' ')).toBe(
      'AnchorBucketName AnchorStateMachineArn ApiUrl EvidenceBucketName RemindersStateMachineArn ReviewStateMachineArn TableName UserPoolClientId UserPoolId',
    );
  });
});
