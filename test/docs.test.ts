import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notThere } from './cloud/not-there.ts';
import { tablesOf } from './support/markdown-tables.ts';
import { productFiles, root } from './support/product-files.ts';

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const linesOf = (path: string) => textOf(path).trimEnd().split('\n');

const namesIn = (dependencies: Readonly<Record<string, string>> = {}) =>
  Object.keys(dependencies).sort();

describe('the list of dependencies', () => {
  const [product = [], tools = [], node = []] = tablesOf(textOf('docs/dependencies.md'));
  const manifest = JSON.parse(textOf('package.json'));
  const listed = (table: string[][]) => table.map(([name = '']) => name.replaceAll('`', '')).sort();

  it('has exactly those of package.json, each under what it is for', () => {
    expect(listed(product)).toEqual(namesIn(manifest.dependencies));
    expect(listed(tools)).toEqual(namesIn(manifest.devDependencies));
    expect(listed(node)).toEqual(namesIn(manifest.optionalDependencies));
  });

  it('gives a reason for each', () => {
    const unexplained = [...product, ...tools, ...node].filter(([, reason]) => !reason);

    expect(unexplained).toEqual([]);
  });

  it('has exact versions only', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const versions = Object.values({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    });

    expect(
      versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version))),
    ).toEqual([]);
  });
});

describe('the page on architecture', () => {
  it('shows what the code says', () => {
    const draw = () =>
      execFileSync(process.execPath, ['launch.mjs', 'docs/draw.ts', '--check'], { cwd: root });

    expect(draw).not.toThrow();
  });
});

describe('the page on deployment', () => {
  it('lists what the emulator lacks, as the proof prints it', () => {
    const [, lacking = []] = tablesOf(textOf('docs/deployment.md'));

    expect(lacking.map(([what, why]) => [what, why])).toEqual(notThere.map((one) => [...one]));
  });
});

describe('the decisions', () => {
  const folder = 'docs/adr';
  const names = readdirSync(join(root, folder)).sort();

  it('are numbered without a gap, in the file name and in the title', () => {
    const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]));
    const titled = names.map((name) =>
      Number(/^# (\d+)\. /.exec(textOf(`${folder}/${name}`))?.[1]),
    );

    expect(numbers).toEqual(names.map((_, index) => index + 1));
    expect(titled).toEqual(numbers);
  });

  it.each(names)('%s says status, context, decision and consequences in thirty lines', (name) => {
    const lines = linesOf(`${folder}/${name}`);

    expect(lines.length).toBeLessThanOrEqual(30);
    expect(lines.filter((line) => /^(Status: \w|## )/.test(line))).toEqual([
      expect.stringMatching(/^Status: (proposed|accepted|replaced by \d{4})$/),
      '## Context',
      '## Decision',
      '## Consequences',
    ]);
  });
});

describe('the README', () => {
  it('can be read in one go, and says first what this is and what it is not', () => {
    const lines = linesOf('README.md');
    const opening = lines.slice(0, 5).join(' ');

    expect(lines.length).toBeLessThanOrEqual(120);
    expect(opening).toContain('review');
    expect(opening).toMatch(
      /not a (system|United Nations system) of the United Nations|not a United Nations system/,
    );
  });

  it('names the two commands', () => {
    expect(textOf('README.md')).toContain('npm ci && npm start');
    expect(textOf('README.md')).toContain('npm ci && npm test');
  });
});

describe('every page', () => {
  const pages = productFiles().filter((path) => path.endsWith('.md'));

  it.each(pages)('%s links only to files that are there', (page) => {
    const links = Array.from(
      textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g),
      ([, to = '']) => to,
    );
    const there = new Set(productFiles());
    const folders = [...there].map((path) => `${dirname(path)}/`);
    const targets = links.map((to) => join(dirname(page), to));

    expect(targets.filter((to) => !there.has(to) && !folders.includes(to))).toEqual([]);
  });
});
