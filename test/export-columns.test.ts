import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataSetNames, dataSets } from '../domain/export/data-sets.ts';
import { root } from './support/product-files.ts';

const pinned: Record<string, string[]> = JSON.parse(
  readFileSync(join(root, 'test/export-columns.json'), 'utf8'),
);

const told = (name: (typeof dataSetNames)[number]) =>
  dataSets[name].columns.map((column) => `${column.name} ${column.type}`);

describe('the columns of an export', () => {
  it('are those that were released, in their order; new ones come last, and are pinned here', () => {
    expect(Object.fromEntries(dataSetNames.map((name) => [name, told(name)]))).toEqual(pinned);
  });

  it('have names of their own in lower snake case, a title and a sentence each', () => {
    for (const name of dataSetNames) {
      const { columns } = dataSets[name];
      expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
      for (const column of columns) {
        expect(column.name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
        expect(column.title.length).toBeGreaterThan(1);
        expect(column.description).toMatch(/\.$/);
      }
    }
  });

  it('name a row: the primary key is never empty', () => {
    for (const name of dataSetNames) {
      const { columns, primaryKey } = dataSets[name];
      const required = columns.filter(({ constraints }) => constraints?.required);
      expect(required.map((column) => column.name)).toEqual(
        expect.arrayContaining([...primaryKey]),
      );
    }
  });
});
