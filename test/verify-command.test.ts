import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchors } from '../adapters/anchors.ts';
import { eventKey } from '../adapters/keys.ts';
import { evaluator, opening, permanentMission, signedIn, tokenFor } from './support/client.ts';
import { closedReview } from './support/closed-review.ts';
import { startHost } from './support/host.ts';
import { ora } from './support/ora.ts';
import { newSigner } from './support/signer.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let folder: string;
let review: string;
let receipt: object;

const file = (name: string): string => join(folder, name);

/** Runs the anchor machine until there is one more root. */
const anchorNow = async (): Promise<void> => {
  const store = await anchors();
  const before = (await store.latest())?.n ?? 0;
  host.clock.forward(3_600_000);
  await host.runAnchor();
  for (let tries = 0; ((await store.latest())?.n ?? 0) === before; tries += 1) {
    if (tries > 200) throw new Error('no root was written');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const evidence = () => [
  ...['--keys', file('keys.json')],
  ...['--roots', file('roots.jsonl')],
  ...['--receipt', file('receipt.json')],
];

const run = (...args: string[]) => ora(host.url, args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ora-verify-'));
  host = await startHost();
  ({ review, receipt } = await closedReview(host.url));
  await anchorNow();
  writeFileSync(file('receipt.json'), JSON.stringify(receipt, null, 2));
  await run('keys', '--out', file('keys.json'));
  await run('roots', '--out', file('roots.jsonl'));
  await run('export', '--dataset', 'record', '--out', file('record.jsonl'));
}, 60_000);
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

describe('ora export, keys and roots', () => {
  it('write a line per review after one that says what this is, and nothing else', async () => {
    const { code, out, err } = await run('export', '--dataset', 'record');

    const [heading, ...lines] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(heading).toMatchObject({ kind: 'export', format: 1 });
    expect(lines.map(({ kind, whole }) => [kind, whole])).toEqual([
      ['review', true],
      ['review', true],
    ]);
    expect(Object.keys(lines[0])).toEqual(['kind', 'id', 'whole', 'head', 'events', 'answers']);
    expect(err).toContain(' of ');
  });

  it('go on with the roots that were saved, and add nothing twice', async () => {
    const before = readFileSync(file('roots.jsonl'), 'utf8');

    const { code } = await run('roots', '--out', file('roots.jsonl'));

    expect([code, readFileSync(file('roots.jsonl'), 'utf8')]).toEqual([0, before]);
  });

  it('do not go on with roots that were exchanged, and say that the file is the proof', async () => {
    const [first = '', ...rest] = readFileSync(file('roots.jsonl'), 'utf8').trimEnd().split('\n');
    const last = JSON.parse(rest.at(-1) ?? first);
    const other = [...[first, ...rest].slice(0, -1), JSON.stringify({ ...last, root: 'another' })];
    writeFileSync(file('other.jsonl'), `${other.join('\n')}\n`);

    const { code, err } = await run('roots', '--out', file('other.jsonl'));

    expect(code).toBe(1);
    expect(err).toContain('somebody has exchanged them');
  });

  it('do not put another key in the place of one that was saved', async () => {
    const { keys } = JSON.parse(readFileSync(file('keys.json'), 'utf8'));
    const { x } = (await newSigner().publicKey()) as { x: string };
    writeFileSync(file('other.json'), JSON.stringify({ keys: [{ ...keys[0], x }] }));

    const { code, err } = await run('keys', '--out', file('other.json'));

    expect(code).toBe(1);
    expect(err).toContain('is not the one that');
  });
});

describe('ora verify', () => {
  const record = () => file('record.jsonl');

  it('finds that an untouched record fits, offline, and says up to when it is vouched for', async () => {
    const { code, out } = await ora('http://127.0.0.1:9', ['verify', record(), ...evidence()]);

    expect(out).toContain('Everything that was compared fits.');
    expect(out).toMatch(/Vouched for up to 20\d\d-/);
    expect(out).not.toContain('Cannot be told');
    expect(code).toBe(0);
  });

  it('says what it cannot tell where it is given the export alone', async () => {
    const { code, out } = await run('verify', record());

    expect(code).toBe(0);
    expect(out).toContain('Vouched for up to: nothing');
    expect(out).toContain('give --keys');
    expect(out).toContain('give --roots');
    expect(out).toContain('--receipt');
  });

  it('names the first event that does not fit, also as JSON', async () => {
    const [heading = '', ...lines] = readFileSync(record(), 'utf8').trimEnd().split('\n');
    const chains = lines.map((line) => JSON.parse(line));
    const victim = chains.find(({ id }) => id === review);
    victim.events[4].facts.dueAt = '2031-01-01T00:00:00.000Z';
    const altered = [heading, ...chains.map((chain) => JSON.stringify(chain))].join('\n');
    writeFileSync(file('altered.jsonl'), altered);

    const { code, out } = await run('verify', file('altered.jsonl'), ...evidence());
    const json = await run('verify', file('altered.jsonl'), '--json');

    expect(code).toBe(1);
    expect(out).toContain(`review ${review}, event 5: is not what its hash says`);
    expect(out).toContain('but for what is named above');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out).misfits).toMatchObject([{ chain: `review ${review}`, seq: 5 }]);
  });

  it('names a line that is no chain any more', async () => {
    const text = readFileSync(record(), 'utf8').trimEnd();
    writeFileSync(file('torn.jsonl'), text.slice(0, -40));

    const { code, out } = await run('verify', file('torn.jsonl'), ...evidence());

    expect(code).toBe(1);
    expect(out).toContain('line 3 cannot be read');
  });

  it('names what was altered in the table itself', async () => {
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint: host.endpoints.table,
        region: 'us-east-1',
        credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
      }),
    );
    const Key = { ...eventKey(review, 3) };
    const { Item = {} } = await client.send(new GetCommand({ TableName: 'ora', Key }));
    const forged = { ...Item, by: { person: 'nobody', role: 'permanent_mission', rule: 'none' } };
    await client.send(new PutCommand({ TableName: 'ora', Item: forged }));
    await run('export', '--dataset', 'record', '--out', file('forged.jsonl'));
    await client.send(new PutCommand({ TableName: 'ora', Item }));

    const { code, out } = await run('verify', file('forged.jsonl'), ...evidence());

    expect(code).toBe(1);
    expect(out).toContain(`review ${review}, event 3: is not what its hash says`);
  });

  it.each([
    ['no-such-file', [], 'does not exist'],
    ['package.json', [], 'is not an export of the record'],
    ['record.jsonl', ['--keys', 'package.json'], 'is not a set of public keys'],
    ['record.jsonl', ['--roots', 'README.md'], 'is not a list of roots'],
    ['record.jsonl', ['--receipt', 'package.json'], 'is not a receipt'],
    ['record.jsonl', ['--what'], 'unknown option'],
  ])('cannot verify %s with %j, and says why with exit code 2', async (name, more, why) => {
    const path = name === 'record.jsonl' ? record() : name;

    const { code, out, err } = await run('verify', path, ...more);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  });
});

describe('ora verify, of what one State may export of its own reviews', () => {
  const asState = async (...args: string[]) =>
    ora(host.url, args, { ORA_TOKEN: await tokenFor(host.url, permanentMission) });

  it('finds that hashes, signatures and the way to the root fit, and says what is hidden', async () => {
    await asState('export', '--dataset', 'record', '--out', file('own.jsonl'));
    await asState('roots', '--out', file('own-roots.jsonl'));
    const own = ['--keys', file('keys.json'), '--roots', file('own-roots.jsonl')];

    const { code, out } = await run('verify', file('own.jsonl'), ...own);

    const saved = readFileSync(file('own-roots.jsonl'), 'utf8');
    expect(code).toBe(0);
    expect(out).toMatch(/Vouched for up to 20\d\d-/);
    expect(out).toContain('this is not the whole record');
    expect(saved).not.toContain(review);
    expect(readFileSync(file('own.jsonl'), 'utf8')).toContain('"inclusion"');
  });

  it('blames nobody for the reviews of others that full roots know, and says that one party cannot tell', async () => {
    const opened = await signedIn(host.url, evaluator);
    expect((await opened.post('/v1/reviews', { ...opening, contributor: 'BGD' })).status).toBe(201);
    await anchorNow();
    await run('roots', '--out', file('full-roots.jsonl'));
    host.clock.forward(120_000);
    expect((await opened.post('/v1/reviews', opening)).status).toBe(201);
    await asState('export', '--dataset', 'record', '--out', file('later.jsonl'));
    const full = ['--keys', file('keys.json'), '--roots', file('full-roots.jsonl')];

    const { code, out } = await run('verify', file('later.jsonl'), ...full);

    expect(out).toContain('Everything that was compared fits.');
    expect(out).toContain('one party exports only the reviews that it may see');
    expect(out).toMatch(/Vouched for up to 20\d\d-/);
    expect(code).toBe(0);
  });

  it('names an event that was exchanged, and a root that is not the one saved', async () => {
    const [heading = '', ...lines] = readFileSync(file('own.jsonl'), 'utf8').trimEnd().split('\n');
    const chains = lines.map((line) => JSON.parse(line));
    chains[0].events[1].hash = 'x'.repeat(43);
    chains[1].inclusion.anchor.root = 'x'.repeat(43);
    const altered = [heading, ...chains.map((chain) => JSON.stringify(chain))].join('\n');
    writeFileSync(file('own-altered.jsonl'), altered);

    const { code, out } = await run('verify', file('own-altered.jsonl'));

    expect(code).toBe(1);
    expect(out).toContain('event 3: does not follow the event before it');
    expect(out).toMatch(/is not under root \d/);
  });
});
