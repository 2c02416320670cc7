import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OraStack } from '../infra/ora-stack.ts';
import { acknowledged, checkByRules } from '../infra/rules.ts';
import { stageNamed } from '../infra/stage.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ora-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What the rules find in a stage, as rule and construct; `more` adds something to the stack before. */
const found = (stage: 'dev' | 'prod', more = (_: OraStack): void => {}): string[] => {
  const app = new App({ context: recommended, outdir: mkdtempSync(join(folder, stage)) });
  const stack = new OraStack(app, `ora-${stage}`, {
    stage: stageNamed(stage),
    codeOf: () => Code.fromInline('bundled when deployed'),
    mailFrom: 'ORA <ora@example.org>',
    mailIdentity: 'domain',
    apiOrigin: 'https://ora.example.org',
    eventBus: true,
  });
  checkByRules(app, stack);
  more(stack);
  try {
    app.synth();
  } catch (error) {
    expect(String(error)).toMatch(/^ValidationFailed/);
  }
  const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
  return (JSON.parse(report) as Report).pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
};

describe('the rules of AwsSolutions and Serverless', () => {
  it.each(['dev', 'prod'] as const)('find nothing in %s that is not acknowledged', (stage) => {
    expect(found(stage)).toEqual([]);
  });

  it('have teeth: a queue that takes anything without TLS fails the synthesis', () => {
    const findings = found('dev', (stack) => {
      new Queue(stack, 'Careless');
    });

    expect(findings).toContain('AwsSolutions-SQS4 ora-dev/Careless/Resource');
  });

  it('are not followed at ten places at most, each with its reason', () => {
    expect(acknowledged.length).toBeLessThanOrEqual(10);
    for (const { ids, reason } of acknowledged)
      expect(reason.length, ids.join()).toBeGreaterThan(30);
  });
});
