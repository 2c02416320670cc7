import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { OraStack } from '../../infra/ora-stack.ts';
import { stageNamed } from '../../infra/stage.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The stack of a stage as CloudFormation gets it, without the bundles. */
export const templateOf = (stage: string, eventBus = false): Template =>
  Template.fromStack(
    new OraStack(new App({ context: recommended }), `ora-${stage}`, {
      stage: stageNamed(stage),
      codeOf: () => Code.fromInline('bundled when deployed'),
      mailFrom: 'ORA <ora@example.org>',
      mailIdentity: 'domain',
      apiOrigin: 'https://ora.example.org',
      eventBus,
    }),
  );

export const dev = templateOf('dev');
export const prod = templateOf('prod');

/** Every resource of a type, with its logical id. */
export const all = (type: string, template = dev) =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    ...(resource as { Properties: Json; DeletionPolicy?: string }),
  }));

/** The one resource of a type; throws when there is none or more. */
export const only = (type: string, template = dev) => {
  const [found, ...others] = all(type, template);
  if (!found || others.length > 0) throw new Error(`there is not exactly one ${type}`);
  return found;
};

/** The key whose description begins so. */
export const keyFor = (purpose: string, template = dev) => {
  const found = all('AWS::KMS::Key', template).find(({ Properties }) =>
    String(Properties.Description).startsWith(purpose),
  );
  if (!found) throw new Error(`there is no key that ${purpose.toLowerCase()}`);
  return found;
};

/** What a construct made of a type: the one resource whose id begins with the construct's. */
export const madeBy = (construct: string, type: string, template = dev) => {
  const [made, ...others] = all(type, template).filter(({ id }) => id.startsWith(construct));
  if (!made || others.length > 0) throw new Error(`${construct} made not exactly one ${type}`);
  return made;
};
