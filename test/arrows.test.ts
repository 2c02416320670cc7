import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './support/product-files.ts';

/** Imports that each folder must not have; every one of them points the wrong way. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  'domain/a.ts': ['../adapters/table.ts', 'node:fs', 'hono'],
  'domain/reference/a.ts': ['../../adapters/table.ts', '../../instruments/catalogue.ts'],
  'workflows/a.ts': ['../domain/stages.ts', 'zod'],
  'instruments/a.ts': ['../adapters/table.ts', 'node:fs'],
  'web/a.ts': ['../domain/stages.ts', 'hono'],
  'adapters/a.ts': ['../functions/api.ts', '../workflows/review.ts', 'hono'],
  'functions/a.ts': ['../workflows/review.ts', '../local/host.ts', '@aws-sdk/client-sfn'],
  'functions/routes/a.ts': ['../../infra/stage.ts', '../../local/host.ts', 'csv-parse/sync'],
  'infra/a.ts': ['../functions/api.ts', '../domain/stages.ts', '@aws-sdk/client-sfn'],
  'local/a.ts': ['../infra/stage.ts', '../test/support/host.ts'],
  'local/demo/a.ts': ['../../infra/stage.ts'],
};

/** Imports that each folder lives on. */
const right: Readonly<Record<string, readonly string[]>> = {
  'domain/b.ts': ['./stages.ts', 'zod'],
  'domain/reference/b.ts': ['../text.ts', './missions.json'],
  'workflows/b.ts': ['./asl.ts'],
  'instruments/b.ts': ['../domain/instrument.ts'],
  'web/b.ts': ['hono/html', './page.ts'],
  'adapters/b.ts': ['../domain/stages.ts', '@aws-sdk/client-sfn', 'node:crypto', 'csv-parse/sync'],
  'functions/b.ts': ['../domain/stages.ts', '../adapters/table.ts', '@middy/core'],
  'functions/routes/b.ts': ['../http/route.ts', '../../adapters/table.ts', '../../web/page.ts'],
  'infra/b.ts': ['../workflows/review.ts', 'aws-cdk-lib/aws-lambda', 'node:path'],
  'local/b.ts': ['../functions/api.ts', '../workflows/review.ts', '@aws-sdk/client-sfn'],
};

const sourceOf = (imports: readonly string[]) =>
  imports.map((path, index) => `import * as m${index} from '${path}';\n`).join('');

interface Report {
  readonly diagnostics: readonly { readonly location: { readonly path: string } }[];
}

const folder = mkdtempSync(join(tmpdir(), 'ora-arrows-'));
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const lint = (): Report => {
  const options = ['--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=json'];
  try {
    const stdout = execFileSync(process.execPath, [biome, 'lint', ...options, '.'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(String(stdout));
  } catch (error) {
    return JSON.parse(String((error as { stdout: Buffer }).stdout));
  }
};

let refused: Map<string, number>;

beforeAll(() => {
  const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  for (const [path, imports] of Object.entries({ ...wrong, ...right })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), sourceOf(imports));
  }
  const byFile = Map.groupBy(lint().diagnostics, ({ location }) => location.path);
  refused = new Map([...byFile].map(([path, all]) => [path, all.length]));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import rules', () => {
  it.each(Object.entries(wrong))('refuse in %s each of %j', (path, imports) => {
    expect(refused.get(path)).toBe(imports.length);
  });

  it.each(Object.entries(right))('allow in %s all of %j', (path) => {
    expect(refused.get(path)).toBeUndefined();
  });
});
