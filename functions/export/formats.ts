import { csvWriter } from '../../adapters/export/csv.ts';
import { writeJsonLines } from '../../adapters/export/json-lines.ts';
import { writeParquet } from '../../adapters/export/parquet.ts';
import type { TableWriter } from '../../adapters/export/table-file.ts';
import { xlsxWriter } from '../../adapters/export/xlsx.ts';
import type { Language } from '../../domain/language.ts';

/** How a file is to look, where its format leaves a choice. */
export interface Look {
  readonly lang?: Language | undefined;
  readonly bom?: boolean | undefined;
}

interface Format {
  readonly mediaType: string;
  /** Whether it is text that shrinks well on its way. */
  readonly shrinks: boolean;
  readonly writer: (look: Look) => TableWriter;
}

/** The formats of one data set, by the ending of the file. */
export const formats = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    shrinks: true,
    writer: ({ bom = true }) => csvWriter({ mark: bom }),
  },
  jsonl: {
    mediaType: 'application/jsonl; charset=utf-8',
    shrinks: true,
    writer: () => writeJsonLines,
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    shrinks: false,
    writer: ({ lang }) => xlsxWriter({ rightToLeft: lang === 'ar' }),
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    shrinks: false,
    writer: () => writeParquet,
  },
} as const satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

/** An archive of CSV files, codebook and descriptor. */
export const archiveType = 'application/zip';

/** The media type of a file by its name. */
export const mediaTypeOf = (file: string): string => {
  const ending = file.slice(file.indexOf('.') + 1);
  return ending === 'zip' ? archiveType : formats[ending as FormatName].mediaType;
};

/** Every kind of file that an export may be. */
export const mediaTypes: readonly string[] = [
  ...formatNames.map((name) => formats[name].mediaType.split(';')[0] ?? ''),
  archiveType,
];
