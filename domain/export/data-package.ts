import type { Column } from './column.ts';
import { type DataSet, dataSets } from './data-sets.ts';
import { columnsVersion, type Manifest, notice } from './manifest.ts';

/** A file of the package: the data set in it, and what it says of its rows and of its bytes. */
export interface PackagedFile {
  readonly set: DataSet;
  readonly path: string;
  readonly manifest: Manifest;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
}

const fieldOf = ({ name, type, title, description, constraints }: Column) => ({
  name,
  type,
  ...(type === 'date' || type === 'datetime' ? { format: 'default' } : {}),
  title,
  description,
  ...(constraints && { constraints }),
});

/** Every other data set belongs to a review: said only where that one is in the package, too. */
const foreignKeysOf = ({ name }: DataSet, packed: ReadonlySet<string>) =>
  name !== 'reviews' && packed.has(dataSets.reviews.name)
    ? [{ fields: ['review_id'], reference: { resource: 'reviews', fields: ['review_id'] } }]
    : undefined;

const resourceOf = (
  { set, path, manifest, bytes, hash }: PackagedFile,
  packed: ReadonlySet<string>,
) => {
  const foreignKeys = foreignKeysOf(set, packed);
  return {
    name: set.name,
    type: 'table',
    title: set.title,
    description: set.description,
    path,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${hash}`,
    rows: manifest.rows,
    rowsSha256: manifest.sha256,
    dialect: { header: true, delimiter: ',', lineTerminator: '\r\n', quoteChar: '"' },
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: set.columns.map(fieldOf),
      primaryKey: set.primaryKey,
      ...(foreignKeys && { foreignKeys }),
      missingValues: [''],
    },
  };
};

/** The descriptor of a package of CSV files: Data Package, version 2. */
export const dataPackageOf = (files: readonly PackagedFile[]) => {
  const packed = new Set(files.map(({ set }) => set.name as string));
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'operational-readiness-assurance',
    title: 'Operational Readiness Assurance',
    description: `Readiness reviews of uniformed units. ${notice}`,
    version: columnsVersion,
    licenses: [{ name: 'other-closed', title: 'Not for public release' }],
    resources: files.map((file) => resourceOf(file, packed)),
  };
};
