import { deploymentAt } from './deployment.ts';
import { openDoorway } from './doorway.ts';
import { resourcesOf, stackId, taggedResources } from './inventory.ts';
import { notThere } from './not-there.ts';
import { peopleOf } from './people.ts';
import { runVitest } from './run-vitest.ts';
import { tell, timed } from './timed.ts';

/** Whether nothing of the stack is left: CloudFormation says so of each part, and the services have none. */
const isGone = async (id: string): Promise<boolean> => {
  const parts = await resourcesOf(id);
  const kept = parts.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
  const left = await taggedResources();
  for (const { LogicalResourceId, ResourceStatus } of kept)
    console.error(`left: ${LogicalResourceId} ${ResourceStatus}`);
  for (const arn of left) console.error(`left: ${arn}`);
  tell('resources left', String(kept.length + left.length));
  return kept.length + left.length === 0;
};

/** Deploys stage `dev` to an AWS, asks it what the embedded host is asked, and takes it away again. The exit code. */
export const prove = async (
  endpoint: string,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<number> => {
  Object.assign(process.env, env);
  const at = deploymentAt(env, endpoint, folder);
  await timed('cdk synth', at.synth);
  await timed('cdk bootstrap', at.bootstrap);
  const outputs = await timed('cdk deploy', at.deploy);
  const id = await stackId();
  tell('resources', String((await resourcesOf(id)).length));
  process.env.TABLE_NAME = outputs.TableName;
  const door = await openDoorway({ deployed: outputs, endpoint, tokensOf: peopleOf(outputs) });
  const told = JSON.stringify({ url: door.url, endpoint, outputs });
  const code = await timed('the tests', () =>
    runVitest(['--config', 'test/cloud/vitest.config.ts', ...process.argv.slice(2)], {
      ...env,
      TABLE_NAME: outputs.TableName,
      ORA_CLOUD: told,
    }),
  );
  await door.close();
  await timed('npm run destroy', at.destroy);
  const gone = await isGone(id);
  for (const [what, why] of notThere) console.log(`  not there: ${what}: ${why}`);
  return code || (gone ? 0 : 1);
};
