import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { bundle } from './bundle.ts';
import { isWanted } from './event-bus.ts';
import { mailIdentityNamed } from './mail-identity.ts';
import { OraStack } from './ora-stack.ts';
import { checkByRules } from './rules.ts';
import { stageNamed } from './stage.ts';

const app = new App({ context: recommended });
const stage = stageNamed(app.node.tryGetContext('stage'));

const stack = new OraStack(app, `ora-${stage.name}`, {
  description: 'Operational Readiness Assurance',
  stage,
  terminationProtection: stage.protect,
  codeOf: await bundle(join(app.outdir, 'functions')),
  mailFrom: app.node.getContext('mailFrom'),
  mailIdentity: mailIdentityNamed(app.node.getContext('mailIdentity')),
  apiOrigin: app.node.getContext('apiOrigin'),
  keysAt: app.node.tryGetContext('keysAt'),
  scanUrl: app.node.tryGetContext('scanUrl'),
  alarmsTo: app.node.tryGetContext('alarmsTo'),
  eventBus: isWanted(app.node.tryGetContext('eventBus')),
});
checkByRules(app, stack);
