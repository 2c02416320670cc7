import { writeDataPackage } from '../../adapters/export/data-package.ts';
import { tallied } from '../../adapters/export/tally.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { type DataSetName, dataSetNames, dataSets } from '../../domain/export/data-sets.ts';
import type { Manifest } from '../../domain/export/manifest.ts';
import type { ReviewFilter } from '../http/review-filter.ts';
import { archiveType, type FormatName, formatNames, formats, type Look } from './formats.ts';
import { rowsFor } from './rows.ts';

/** The file names of every export: each data set in each format, and all of them in one archive. */
export const fileNames: readonly string[] = [
  ...dataSetNames.flatMap((set) => [...formatNames, 'zip'].map((format) => `${set}.${format}`)),
  'all.zip',
];

/** An export that is about to be written. */
export interface ExportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly shrinks: boolean;
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** Of the rows, once all chunks are read; an archive says it of each data set inside. */
  readonly manifest?: () => Manifest;
}

/** The data sets that a file name asks for. */
export const setsIn = (name: string): readonly DataSetName[] => {
  const [set = ''] = name.split('.');
  return set === 'all' ? dataSetNames : [set as DataSetName];
};

/** What a file name stands for, as this person may see it. */
export const exportFile = (
  name: string,
  person: ActingPerson,
  filter: ReviewFilter,
  look: Look,
): ExportFile => {
  const sets = setsIn(name).map((set) => dataSets[set]);
  const ending = name.slice(name.indexOf('.') + 1);
  const [set] = sets;
  if (ending === 'zip' || !set) {
    const chunks = writeDataPackage(sets, (one) => rowsFor(person, filter, one));
    return { name, mediaType: archiveType, shrinks: false, chunks };
  }
  const { mediaType, shrinks, writer } = formats[ending as FormatName];
  const table = tallied(set, rowsFor(person, filter, set));
  return { name, mediaType, shrinks, chunks: writer(look)(table), manifest: table.manifest };
};
