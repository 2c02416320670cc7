import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../local/host.ts';
import { evaluator, permanentMission, signedIn, tokenFor, verifier } from './support/client.ts';
import { startHost } from './support/host.ts';
import { ora } from './support/ora.ts';
import { root } from './support/product-files.ts';

const nowhere = 'http://127.0.0.1:1';
const invented = 'test/contributions-invented.csv';

const bangladesh = { role: 'permanent_mission', contributor: 'BGD' };

/** The same host as a deployment shows itself: nothing under /local. */
const withoutLocal = async (url: string) => {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = method === 'GET' ? {} : { body: Buffer.concat(await Array.fromAsync(request)) };
    const { host: _, connection: __, ...passed } = headers as Record<string, string>;
    const answer = path.startsWith('/local/')
      ? new Response('{"detail":"There is no such resource."}', { status: 404 })
      : await fetch(`${url}${path}`, { method, headers: passed, ...body });
    response.writeHead(answer.status, { etag: answer.headers.get('etag') ?? '' });
    response.end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

describe('the ora command, used in a way it does not know', () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [[], 'Usage: ora'],
    [['token'], '--role'],
    [['token', '--role', 'king'], 'Allowed choices are'],
    [['token', '--role', 'verifier', '--contributor', 'Rwanda'], 'three capital letters'],
    [['import', 'contributions'], "missing required argument 'file'"],
    [['demo', '--fast'], "unknown option '--fast'"],
  ])('%j is a usage error: code 2, and the message says what is wrong', async (args, message) => {
    const { code, out, err } = await ora(nowhere, args);

    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });

  it('prints help on stdout when it is asked for', async () => {
    const { code, out } = await ora(nowhere, ['--help']);

    expect(code).toBe(0);
    expect(out).toContain('import');
  });
});

describe('the ora command, where something is missing', () => {
  it.each([
    [['token', '--role', 'director']],
    [['import', 'contributions', invented]],
    [['demo', '--small']],
  ])('%j says in a sentence that nothing answers, and what to type', async (args) => {
    const { code, out, err } = await ora(nowhere, args);

    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`Nothing answers at ${nowhere}`);
    expect(err).toContain('  npm start\n');
  });

  it.each([
    ['no-such.csv', 'does not exist'],
    ['test', 'is a folder'],
  ])('says why the file %s cannot be read', async (file, why) => {
    const imported = await ora(nowhere, ['import', 'contributions', file]);
    const played = await ora(nowhere, ['demo', '--from', file]);

    for (const { code, err } of [imported, played]) {
      expect(code).toBe(1);
      expect(err).toBe(`The file ${file} ${why}. Type:\n\n  ls -l ${file}\n\n`);
    }
  });

  it('says why a file of something else makes no demonstration', async () => {
    const { code, err } = await ora(nowhere, ['demo', '--from', '.gitignore']);

    expect(code).toBe(1);
    expect(err).toContain('.gitignore cannot be used: No contributions file');
    expect(err).toContain('  head -n 3 .gitignore\n');
  });
});

describe('the ora command against a deployment, which lends nobody’s token', () => {
  let door: Awaited<ReturnType<typeof withoutLocal>>;
  let url: string;

  beforeAll(async () => {
    door = await withoutLocal(nowhere);
    url = door.url;
  });
  afterAll(() => door.close());

  it('has no token to print', async () => {
    const { code, out, err } = await ora(url, ['token', '--role', 'evaluator']);

    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('export ORA_TOKEN=');
  });

  it('names the tokens that the demonstration needs, before anything is opened', async () => {
    const { code, err } = await ora(url, ['demo', '--small'], { ORA_TOKEN: 'mine' });

    expect(code).toBe(1);
    expect(err).toContain('whose clock cannot be moved');
    expect(err).toContain(
      'ORA_TOKEN_PERMANENT_MISSION_ARG, ORA_TOKEN_EVALUATOR, ORA_TOKEN_VERIFIER_',
    );
    expect(err).not.toContain('ORA_TOKEN_DIRECTOR');
  });
});

describe('the ora command against a running host', () => {
  let host: Host & { url: string };

  beforeAll(async () => {
    host = await startHost();
  });
  afterAll(() => host.close());

  it('prints a token that the API takes, and nothing else', async () => {
    const { code, out } = await ora(host.url, [
      'token',
      '--role',
      'permanent_mission',
      '--contributor',
      'NPL',
    ]);

    const response = await fetch(`${host.url}/v1/reviews`, {
      headers: { authorization: `Bearer ${out.trim()}` },
    });

    expect([code, response.status]).toEqual([0, 200]);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('reports a dry run row by row, problems only, and writes nothing', async () => {
    const { code, out } = await ora(host.url, ['import', 'contributions', invented, '--dry-run']);

    const { body } = await (await signedIn(host.url, evaluator)).get('/v1/units');

    expect(code).toBe(0);
    expect(out).toMatch(/line 10 +rejected +ZZZ UNMISS +unknown_contributor: /);
    expect(out).not.toMatch(/^line 3 /m);
    expect(out).toContain(
      '17 rows: 6 accepted, 3 with a warning (counted), 8 rejected (not counted).',
    );
    expect(out).toContain('Dry run: nothing was written. 3 units would be.');
    expect(body.items).toEqual([]);
  });

  it('lists every row with --all, and gives the whole report with --json', async () => {
    const all = await ora(host.url, ['import', 'contributions', invented, '--dry-run', '--all']);
    const json = await ora(host.url, ['import', 'contributions', invented, '--dry-run', '--json']);

    expect(all.out.match(/^line /gm)).toHaveLength(17);
    expect(JSON.parse(json.out)).toMatchObject({ dryRun: true, units: 3, rejected: 8 });
  });

  it('writes the units of an import', async () => {
    const { code, out } = await ora(host.url, ['import', 'contributions', invented]);

    const { body } = await (await signedIn(host.url, evaluator)).get('/v1/units');

    expect(code).toBe(0);
    expect(out).toContain('3 units were written.');
    expect(body.items).toHaveLength(3);
  });

  it('says why a file is refused', async () => {
    const { code, err } = await ora(host.url, ['import', 'contributions', '.gitignore']);

    expect(code).toBe(1);
    expect(err).toContain('The import was refused: No contributions file: it needs the columns');
  });

  // Before the others: they move the clock of the host, which a deployment does not let them.
  it('plays at today’s date where the clock cannot be moved, with the tokens it is given', async () => {
    const door = await withoutLocal(host.url);
    const tokens = {
      ORA_TOKEN: await tokenFor(host.url, { role: 'director' }),
      ORA_TOKEN_EVALUATOR: await tokenFor(host.url, evaluator),
      ORA_TOKEN_PERMANENT_MISSION_BGD: await tokenFor(host.url, bangladesh),
      ORA_TOKEN_PERMANENT_MISSION_RWA: await tokenFor(host.url, permanentMission),
      ORA_TOKEN_CONTINGENT_COMMANDER_BGD: await tokenFor(host.url, {
        role: 'contingent_commander',
        contributor: 'BGD',
      }),
      ORA_TOKEN_CONTINGENT_COMMANDER_RWA: await tokenFor(host.url, {
        role: 'contingent_commander',
        contributor: 'RWA',
      }),
      ORA_TOKEN_VERIFIER_MINUSCA: await tokenFor(host.url, verifier),
      ORA_TOKEN_VERIFIER_UNMISS: await tokenFor(host.url, { role: 'verifier', mission: 'UNMISS' }),
    };

    const { code, out } = await ora(door.url, ['demo', '--small', '--from', invented], tokens);

    door.close();
    expect(out).toContain('The clock of a deployment cannot be moved');
    expect(out).toMatch(/overdue +0\n/);
    expect(out.trim().split('\n').at(-1)).toBe('3 closed, 12 open, 0 stuck');
    expect(code).toBe(0);
  });

  it('plays the small demonstration to its end: all closed or open as planned, none stuck', async () => {
    const { code, out, err } = await ora(host.url, ['demo', '--small', '--json']);

    const summary = JSON.parse(out);

    expect(code).toBe(0);
    expect(err).toContain('100 %');
    expect(summary).toMatchObject({ closed: 12, open: 12, stuck: 0, clock: 'ahead', problems: [] });
    expect(summary.openByStage).toEqual({ 'self-assessment': 4, evaluation: 4, verification: 4 });
    expect(summary.recordsChecked).toBe(24);
    expect(summary.dialogue).toBe(8);
    expect(summary.overdue).toBe(3);
    expect(summary.late).toBeGreaterThan(0);
    expect(Date.parse(summary.to) - Date.parse(summary.from)).toBeGreaterThan(547 * 86_400_000);
  }, 180_000);

  it('plays a demonstration from a file', async () => {
    const { code, out } = await ora(host.url, ['demo', '--small', '--from', join(root, invented)]);

    expect(out.trim().split('\n').at(-1)).toBe('3 closed, 12 open, 0 stuck');
    expect(code).toBe(0);
  });
});
