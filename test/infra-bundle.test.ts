import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../infra/bundle.ts';
import { evaluator, opening, permanentMission, signedIn, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';

const run = promisify(execFile);
let host: Awaited<ReturnType<typeof startHost>>;
let folder: string;

beforeAll(async () => {
  host = await startHost();
  folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  await bundle(folder);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await host.close();
});

/** Asks the bundle of the API as API Gateway does: in a process of its own, far from this project's packages. */
const askBundle = async (path: string, token: string) => {
  const event = {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { authorization: `Bearer ${token}`, host: 'api.example' },
    requestContext: { http: { method: 'GET', path }, domainName: 'api.example' },
    isBase64Encoded: false,
  };
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(folder, 'api', 'index.mjs')).href)});
    console.log(JSON.stringify(await handler(${JSON.stringify(event)}, {})));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_DYNAMODB: host.endpoints.table,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'embedded',
      AWS_SECRET_ACCESS_KEY: 'embedded',
    },
  });
  const { statusCode, body } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return { status: statusCode, body: JSON.parse(body) };
};

describe('the API as it is bundled for Lambda', () => {
  it('decides by the policies that lie beside it', async () => {
    const desk = await signedIn(host.url, evaluator);
    const review = (await desk.post('/v1/reviews', opening)).body.id;
    const stranger = { ...permanentMission, contributor: 'GHA' };

    const [own, foreign] = [
      await askBundle(`/v1/reviews/${review}`, await tokenFor(host.url, permanentMission)),
      await askBundle(`/v1/reviews/${review}`, await tokenFor(host.url, stranger)),
    ];

    expect(own).toMatchObject({ status: 200, body: { id: review } });
    expect(own.body.allowedActions).toContain('read-ledger');
    expect(foreign.status).toBe(404);
  });
});
