import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dataPackageOf } from '../domain/export/data-package.ts';
import { dataSetNames, dataSets } from '../domain/export/data-sets.ts';

const manifest = { rows: 3, sha256: 'a'.repeat(64) };

const packageOf = (names: readonly (typeof dataSetNames)[number][]) =>
  dataPackageOf(
    names.map((name) => ({
      set: dataSets[name],
      path: `data/${name}.csv`,
      manifest,
      bytes: 12,
      hash: 'b'.repeat(64),
    })),
  );

const types = ['string', 'integer', 'number', 'boolean', 'date', 'datetime'];
const names = { type: 'array', items: { type: 'string' }, minItems: 1 };

// The specification has a JSON Schema of its own, which no npm package carries: `datapackage` has that of 1.0.
/** What the specification of Data Package 2.0 demands of the parts that we use; written after its text. */
const specification = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['$schema', 'resources'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
    name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
    version: { type: 'string' },
    licenses: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', pattern: '^[-a-zA-Z0-9._]+$' } },
      },
    },
    resources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['name', 'path', 'type', 'schema'],
        properties: {
          name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
          path: { type: 'string', pattern: '^[^./~][^\\\\:]*$' },
          type: { const: 'table' },
          bytes: { type: 'integer' },
          hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
          encoding: { type: 'string' },
          schema: {
            type: 'object',
            required: ['fields', 'primaryKey'],
            properties: {
              primaryKey: names,
              missingValues: { type: 'array', items: { type: 'string' } },
              foreignKeys: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['fields', 'reference'],
                  properties: {
                    fields: names,
                    reference: {
                      type: 'object',
                      required: ['resource', 'fields'],
                      properties: { resource: { type: 'string' }, fields: names },
                    },
                  },
                },
              },
              fields: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['name', 'type'],
                  properties: {
                    name: { type: 'string' },
                    type: { enum: types },
                    title: { type: 'string' },
                    description: { type: 'string' },
                    constraints: {
                      type: 'object',
                      additionalProperties: false,
                      properties: {
                        required: { type: 'boolean' },
                        unique: { type: 'boolean' },
                        minimum: { type: 'number' },
                        maximum: { type: 'number' },
                        pattern: { type: 'string' },
                        enum: names,
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

const Specified = z.fromJSONSchema(specification as never);

describe('the descriptor of an archive', () => {
  const whole = JSON.parse(JSON.stringify(packageOf(dataSetNames)));

  it('is a Data Package of version 2 by the schema of its specification', () => {
    expect(Specified.safeParse(whole).error).toBeUndefined();
    whole.resources[0].schema.fields[0].type = 'text';
    expect(Specified.safeParse(whole).success).toBe(false);
  });

  it('names columns that are there, as keys of their own and of other data sets', () => {
    for (const { schema } of packageOf(dataSetNames).resources) {
      const columns = schema.fields.map(({ name }) => name);
      expect(columns).toEqual(expect.arrayContaining([...schema.primaryKey]));
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        expect(columns).toEqual(expect.arrayContaining(fields));
        expect(dataSets.reviews.primaryKey).toEqual(reference.fields);
      }
    }
  });

  it('refers to the reviews only where they are inside', () => {
    const [alone] = packageOf(['answers']).resources;
    const [, beside] = packageOf(['reviews', 'answers']).resources;

    expect(alone?.schema.foreignKeys).toBeUndefined();
    expect(beside?.schema.foreignKeys).toHaveLength(1);
  });
});
