import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../infra/permissions.ts';
import { handlers } from '../local/functions.ts';
import { anchor } from '../workflows/anchor.ts';
import { exporting } from '../workflows/export.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { productFiles, root, sourceFiles } from './support/product-files.ts';

const longest = 250;

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const isShort = (path: string) => textOf(path).split('\n').length - 1 <= longest;
const mayBeLong = (path: string) => /\.json$|^LICENSE$/.test(path);

const sortedSet = (values: Iterable<string>) => [...new Set(values)].sort();

/** Every placeholder of a definition, also those inside Map states. */
const placeholdersIn = (machine: unknown): string[] =>
  Array.from(JSON.stringify(machine).matchAll(/\$\{(\w+)\}/g), ([, name = '']) => name);

const pascal = (kebab: string) =>
  kebab.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isTask = (path: string) =>
  /^functions\/[^/]+\.ts$/.test(path) && /\bhandler = task\(/.test(textOf(path));
const taskFiles = () => sourceFiles().filter(isTask);

describe('the names of files', () => {
  it('say what is in them: no utils, helpers, common, misc or index', () => {
    const vague = productFiles().filter((path) =>
      /^(utils?|helpers?|common|misc|index)\./.test(basename(path)),
    );

    expect(vague).toEqual([]);
  });

  it('lead to files that can be read in one go: 250 lines, but for data and the licence', () => {
    const long = productFiles().filter((path) => !mayBeLong(path) && !isShort(path));

    expect(long).toEqual([]);
  });

  it('need no README to explain a folder', () => {
    const readmes = productFiles().filter((path) => /(^|\/)readme/i.test(path));

    expect(readmes.filter((path) => path !== 'README.md')).toEqual([]);
  });
});

describe('zod', () => {
  it('is always imported as a namespace', () => {
    const namespace = /^import (type )?\* as z from 'zod';$/;
    const lines = sourceFiles().flatMap((path) =>
      textOf(path)
        .split('\n')
        .filter((line) => /^import .*from 'zod'/.test(line) && !namespace.test(line))
        .map((line) => `${path}: ${line}`),
    );

    expect(lines).toEqual([]);
  });
});

describe('one name in four cases', () => {
  const called = sortedSet([review, reminders, anchor, exporting].flatMap(placeholdersIn));
  /** EventBridge calls it, and no machine. */
  const byEvents = ['RecordDelivery'];

  it('gives each placeholder of the machines its function file, and each task file a placeholder', () => {
    const files = taskFiles().map((path) => pascal(basename(path, '.ts')));

    expect(sortedSet(files)).toEqual([...called, ...byEvents].sort());
  });

  it('gives each placeholder its handler in the embedded host', () => {
    expect(Object.keys(handlers).sort()).toEqual(called.map((name) => `\${${name}}`));
  });

  it('gives each placeholder its function in the deployment, beside the one of the API', () => {
    expect(functionNames.toSorted()).toEqual(['Api', ...called, ...byEvents].sort());
  });

  it('logs each task under the name of its file', () => {
    const misnamed = taskFiles().filter((path) => {
      const [, logged] = /\bhandler = task\(\s*'([^']+)'/.exec(textOf(path)) ?? [];
      return logged !== basename(path, '.ts');
    });

    expect(misnamed).toEqual([]);
  });

  it('names a state after its function where one state calls it', () => {
    const states = { ...review.States, ...reminders.States, ...anchor.States };
    const callers = Map.groupBy(
      Object.entries(states).filter(([, state]) => state.Type === 'Task'),
      ([, state]) => placeholdersIn(state)[0] ?? '',
    );
    const single = [...callers].filter(([, all]) => all.length === 1);

    expect(single.length).toBeGreaterThan(3);
    for (const [placeholder, [caller]] of single) expect(caller?.[0]).toBe(placeholder);
  });

  it('keeps the promise of the scripts: each names a file that is there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = Object.values(scripts).flatMap(
      (line) => line.match(/\b[\w/-]+\.(ts|mjs)\b/g) ?? [],
    );

    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
