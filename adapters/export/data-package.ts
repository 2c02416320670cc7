import { createHash } from 'node:crypto';
import { codebookColumns, codebookRows } from '../../domain/export/codebook.ts';
import { dataPackageOf, type PackagedFile } from '../../domain/export/data-package.ts';
import type { DataSet } from '../../domain/export/data-sets.ts';
import { csvWriter } from './csv.ts';
import type { RowBatches } from './table-file.ts';
import { tallied } from './tally.ts';
import { type Packed, zipped } from './zip.ts';

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

// Readers of data packages take the mark for a part of the first header.
const writeCsv = csvWriter({ mark: false });

/** The rows of a data set, read when they are asked for. */
export type RowsOf = (set: DataSet) => RowBatches;

/** One data set as a file of the package; `done` is told what the descriptor says of it. */
async function* dataFile(
  set: DataSet,
  path: string,
  rowsOf: RowsOf,
  done: (file: PackagedFile) => void,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  let bytes = 0;
  const table = tallied(set, rowsOf(set));
  for await (const chunk of writeCsv(table)) {
    bytes += chunk.length;
    digest.update(chunk);
    yield chunk;
  }
  done({ set, path, manifest: table.manifest(), bytes, hash: digest.digest('hex') });
}

const codebookOf = (sets: readonly DataSet[]) => {
  const told = { name: 'reviews', title: 'Codebook', description: '' } as const;
  const rows = (async function* () {
    yield codebookRows(sets);
  })();
  return writeCsv(tallied({ ...told, columns: codebookColumns }, rows));
};

async function* files(sets: readonly DataSet[], rowsOf: RowsOf): AsyncGenerator<Packed> {
  const packed: PackagedFile[] = [];
  for (const set of sets) {
    const path = `data/${set.name}.csv`;
    yield { name: path, chunks: dataFile(set, path, rowsOf, (file) => void packed.push(file)) };
  }
  yield { name: 'codebook.csv', chunks: codebookOf(sets) };
  const descriptor = JSON.stringify(dataPackageOf(packed), null, 2);
  yield { name: 'datapackage.json', chunks: once(`${descriptor}\n`) };
}

/** Data sets as one archive: a CSV file each, the codebook, and the descriptor that says what they hold. */
export async function* writeDataPackage(
  sets: readonly DataSet[],
  rowsOf: RowsOf,
): AsyncGenerator<Uint8Array> {
  yield* zipped(files(sets, rowsOf));
}
