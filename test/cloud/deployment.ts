import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../support/product-files.ts';
import { stackName } from './inventory.ts';

/** What a deployment tells of itself. */
export const Outputs = z.object({
  ApiUrl: z.url(),
  UserPoolId: z.string(),
  UserPoolClientId: z.string(),
  TableName: z.string(),
  EvidenceBucketName: z.string(),
  AnchorBucketName: z.string(),
  ReviewStateMachineArn: z.string(),
  RemindersStateMachineArn: z.string(),
  AnchorStateMachineArn: z.string(),
});
export type Deployed = z.output<typeof Outputs>;

/** Runs a program to its end and keeps what it says for when it fails. */
const finished = async (program: string, args: readonly string[], options: SpawnOptions) => {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${said}`);
  return said;
};

/** The stack of stage `dev` at an AWS, by the commands that an engineer types; synthesised once for all of them. */
export const deploymentAt = (env: NodeJS.ProcessEnv, endpoint: string, folder: string) => {
  const npm = (...args: readonly string[]) =>
    finished('npm', ['run', '--silent', ...args], { cwd: root, env });
  const app = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  return {
    // The keys of the user pool lie where the endpoint is: the one thing that AWS itself need not be told.
    synth: () => npm('synth', '--', '--output', app, '-c', `keysAt=${endpoint}`),
    bootstrap: () => npm('cdk', '--', 'bootstrap', '--app', app),
    deploy: async (): Promise<Deployed> => {
      const asks = ['--require-approval', 'never', '--outputs-file', outputs];
      await npm('deploy', '--', '--app', app, ...asks);
      return Outputs.parse(JSON.parse(await readFile(outputs, 'utf8'))[stackName]);
    },
    destroy: () => npm('destroy', '--', '--app', app, '--force'),
  };
};
