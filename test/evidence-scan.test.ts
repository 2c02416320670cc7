import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { evaluator, opening, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { add, announce, complete, pdf, send, sha256Of } from './support/evidence.ts';
import { startHost } from './support/host.ts';

/** The test file of the anti-virus industry (EICAR), in two parts so that no scanner finds it here. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);

const jsonOf = async (incoming: IncomingMessage) =>
  JSON.parse(Buffer.concat(await Array.fromAsync(incoming)).toString());

/** A small scanner: fetches the file by its link, checks its hash, and looks for one signature. */
const scanner = createServer(async (incoming, response) => {
  const { url, sha256 } = await jsonOf(incoming);
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const same = sha256Of(bytes) === sha256;
  const result = bytes.includes(eicar) ? 'infected' : 'clean';
  response.statusCode = same ? 200 : 500;
  response.end(JSON.stringify({ result, by: 'small scanner 1' }));
});

/** A scanner that answers something else than a scanner does; which, its path says. */
const confused = createServer(({ url }, response) => {
  if (url === '/fails') response.statusCode = 500;
  if (url === '/moved') response.writeHead(307, { location: addressOf(scanner) });
  response.end(JSON.stringify({ result: url === '/fails' ? 'clean' : 'probably fine' }));
});

const addressOf = (server: Server, path = '/scan') =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

let host: Awaited<ReturnType<typeof startHost>>;
let state: SignedIn;
let review: string;

beforeAll(async () => {
  host = await startHost();
  state = await signedIn(host.url, permanentMission);
  review = (await (await signedIn(host.url, evaluator)).post('/v1/reviews', opening)).body.id;
  for (const server of [scanner, confused])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  delete process.env.SCAN_URL;
});
afterAll(async () => {
  scanner.close();
  confused.close();
  await host.close();
});

const textFile = { name: 'notes.txt', type: 'text/plain' };
const isKept = (id: string) => existsSync(join(host.folder, 'files', 'evidence', review, id));
const versionOf = async () => (await state.get(`/v1/reviews/${review}`)).body.version;

describe('the virus scan', () => {
  it('is named in the evidence that it found clean', async () => {
    process.env.SCAN_URL = addressOf(scanner);

    const { status, body } = await add(state, review, pdf('clean'));

    expect([status, body.scan]).toEqual([201, { result: 'clean', by: 'small scanner 1' }]);
  });

  it('refuses an infected file, which is deleted and never becomes evidence', async () => {
    process.env.SCAN_URL = addressOf(scanner);
    const bytes = Buffer.from(`Harmless words, and then ${eicar}`);
    const announced = await announce(state, review, bytes, textFile);
    const { id } = announced.body;
    await send(announced, bytes);
    const before = [isKept(id), await versionOf()];

    const refused = await complete(state, review, id);
    delete process.env.SCAN_URL;
    const again = await complete(state, review, id);

    for (const { status, body } of [refused, again]) {
      expect([status, body.type]).toEqual([422, '/docs/problems#invalid_evidence']);
      expect(body.errors).toEqual([
        { pointer: '/scan', code: 'infected', detail: expect.stringContaining('virus scan') },
      ]);
    }
    expect(before[0]).toBe(true);
    expect([isKept(id), await versionOf()]).toEqual([false, before[1]]);
    expect((await state.get(`/v1/reviews/${review}/evidence/${id}`)).status).toBe(404);
  });

  it('stays refused when the infected file is sent again', async () => {
    process.env.SCAN_URL = addressOf(scanner);
    const bytes = Buffer.from(`${eicar} once more`);
    const announced = await announce(state, review, bytes, textFile);
    await send(announced, bytes);
    await complete(state, review, announced.body.id);
    await send(announced, bytes);
    delete process.env.SCAN_URL;

    expect((await complete(state, review, announced.body.id)).status).toBe(422);
    expect(isKept(announced.body.id)).toBe(false);
  });

  it.each([
    ['does not answer', () => 'http://127.0.0.1:9/scan'],
    ['answers nonsense', () => addressOf(confused)],
    ['says that it failed', () => addressOf(confused, '/fails')],
    ['sends us elsewhere with the link', () => addressOf(confused, '/moved')],
  ])(
    'that %s is waited for: nothing is recorded, and the same request may be sent again',
    async (_, address) => {
      process.env.SCAN_URL = address();
      const bytes = pdf(`waited for ${address()}`);
      const announced = await announce(state, review, bytes);
      await send(announced, bytes);
      const before = await versionOf();
      const key = { 'idempotency-key': `waits ${address()}` };

      const unavailable = await complete(state, review, announced.body.id, key);
      const between = await versionOf();
      process.env.SCAN_URL = addressOf(scanner);
      const completed = await complete(state, review, announced.body.id, key);

      expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '1']);
      expect(between).toBe(before);
      expect([completed.status, completed.body.scan.result]).toEqual([201, 'clean']);
    },
  );
});
