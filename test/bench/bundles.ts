import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from '../../infra/bundle.ts';
import { fileOf } from '../../infra/function-files.ts';
import { functionNames } from '../../infra/permissions.ts';
import { figure, printTable } from './print-table.ts';
import { median } from './quantile.ts';

const rounds = 7;

// Lambda has loaded node:http before it imports a function.
const timeImport = (file: string): number => {
  const script = `process.getBuiltinModule('node:http');
    const begun = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(performance.now() - begun);
    process.exit(0);`;
  const args = ['--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
};

const kilobytes = (bytes: number) => figure(Math.round(bytes / 102.4) / 10);

/** Prints size and import time of each function's bundle, made as it is deployed. */
export const measureBundles = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-bundles-'));
  await bundle(folder);
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, 'export const handler = () => {};\n');
  const modules = functionNames.map((name) => [name, join(folder, fileOf(name), 'index.mjs')]);
  const all = [['empty module', empty], ...modules] as [string, string][];
  const taken = new Map(all.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, file] of all) taken.get(name)?.push(timeImport(file));
  const floor = median(taken.get('empty module') ?? []);
  const lines = all.map(([name, file]) => {
    const code = readFileSync(file);
    const middle = median(taken.get(name) ?? []);
    const gzipped = gzipSync(code, { level: 9 }).length;
    return [
      name,
      kilobytes(code.length),
      kilobytes(gzipped),
      figure(middle),
      figure(middle / floor),
    ];
  });
  rmSync(folder, { recursive: true, force: true });
  printTable(
    `Bundles (minified, as deployed; import: medians of ${rounds} fresh processes in turn)`,
    [['', 'KB', 'gzip KB', 'import ms', 'x empty module'], ...lines],
  );
};
