import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healingMetrics } from '../domain/healing.ts';
import { root, sourceFiles } from './support/product-files.ts';
import { all, type Json, only } from './support/templates.ts';

const alarms = all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);

const metricsOf = (namespace: string): string[] =>
  alarms
    .filter(({ Namespace }) => Namespace === namespace)
    .map(({ MetricName }) => String(MetricName));

/** The metrics that the code counts: by name, or by the kind of a healing. */
const countedInCode = (): string[] => [
  ...Object.values(healingMetrics),
  ...sourceFiles()
    .filter((file) => /^(functions|adapters)\//.test(file))
    .flatMap((file) =>
      Array.from(
        readFileSync(join(root, file), 'utf8').matchAll(/count\('(\w+)'/g),
        ([, name = '']) => name,
      ),
    ),
];

describe('the alarms on AWS', () => {
  it('watch everything that the code counts, and nothing that it does not', () => {
    expect(metricsOf('ORA').toSorted()).toEqual([...new Set(countedInCode())].toSorted());
  });

  it('go off at the first one, and tell one topic that takes nothing without TLS', () => {
    const topic = only('AWS::SNS::Topic');
    const counting = alarms.filter(({ Namespace }) => Namespace === 'ORA');

    for (const { Threshold, ComparisonOperator, TreatMissingData } of counting)
      expect([Threshold, ComparisonOperator, TreatMissingData]).toEqual([
        1,
        'GreaterThanOrEqualToThreshold',
        'notBreaching',
      ]);
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: topic.id }]);
    expect(JSON.stringify(only('AWS::SNS::TopicPolicy').Properties)).toContain(
      'aws:SecureTransport',
    );
  });

  it('notice executions that failed, deliveries that did not arrive, and reminders that never ran', () => {
    const silent = alarms.find(({ TreatMissingData }) => TreatMissingData === 'breaching') as Json;

    expect(metricsOf('AWS/States').toSorted()).toEqual([
      'ExecutionsFailed',
      'ExecutionsFailed',
      'ExecutionsFailed',
      'ExecutionsFailed',
      'ExecutionsFailed',
      'ExecutionsSucceeded',
      'ExecutionsTimedOut',
      'ExecutionsTimedOut',
      'ExecutionsTimedOut',
      'ExecutionsTimedOut',
      'ExecutionsTimedOut',
    ]);
    expect(metricsOf('AWS/SQS')).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
    ]);
    expect(silent).toMatchObject({ MetricName: 'ExecutionsSucceeded', Period: 3600, Threshold: 1 });
  });
});
