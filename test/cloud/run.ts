import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMiniStack, startMoto } from './emulators.ts';
import { prove } from './prove.ts';
import { NotHere, programsOf } from './python.ts';
import { testTable } from './table.ts';
import { timed } from './timed.ts';

/** The environment of this process without whatever speaks of an AWS: nothing of it may leak into a proof. */
const withoutAws = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

const emulated = (endpoint: string) => ({
  ...withoutAws(),
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'emulated',
  AWS_SECRET_ACCESS_KEY: 'emulated',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});

const onMiniStack = async (folder: string): Promise<number> => {
  const programs = await timed('virtual environment', () => programsOf('ministack.txt'));
  const files = join(folder, 'ministack');
  const emulator = await timed('MiniStack starts', () => startMiniStack(programs, files));
  try {
    const env = emulated(emulator.endpoint);
    const code = await prove(emulator.endpoint, env, folder);
    const table = await timed('its table', () => testTable('MiniStack', emulator.endpoint, env));
    return code || table;
  } finally {
    await emulator.stop();
  }
};

/** The table alone on moto's DynamoDB: a second opinion. */
const onMoto = async (folder: string): Promise<number> => {
  const programs = await timed('virtual environment of moto', () => programsOf('moto.txt'));
  const emulator = await timed('moto starts', () => startMoto(programs, join(folder, 'moto')));
  try {
    const env = emulated(emulator.endpoint);
    return await timed('its table', () => testTable('moto', emulator.endpoint, env));
  } finally {
    await emulator.stop();
  }
};

/** On the AWS that AWS_ENDPOINT_URL names, with the credentials and the region of the environment; else on a MiniStack and a moto of its own. */
const main = async (): Promise<number> => {
  const { AWS_ENDPOINT_URL: endpoint } = process.env;
  const folder = await mkdtemp(join(tmpdir(), 'ora-cloud-'));
  try {
    if (!endpoint) return (await onMiniStack(folder)) || (await onMoto(folder));
    return await prove(endpoint, { AWS_ENDPOINT_URL_S3: endpoint, ...process.env }, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

process.exitCode = await main().catch((error) => {
  if (!(error instanceof NotHere)) throw error;
  console.log(`Not tried on an emulated AWS: ${error.message}.`);
  return 3;
});
