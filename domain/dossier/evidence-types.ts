import * as z from 'zod';

/** How large a file may be, and how long a link to one lives. This project's own limits. */
export const evidenceLimits = { bytes: 25 * 1024 * 1024, linkSeconds: 300 } as const;

/** How much of a file its type is told from, in bytes from its beginning. */
export const sampleBytes = 64 * 1024;

const startsWith = (sample: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => sample[index] === byte);

/** The bytes as one character each. */
const lettersOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** The names of the files in a ZIP archive, as far as the sample reaches. */
const namesInZip = (sample: Uint8Array): string[] => {
  if (!startsWith(sample, 0x50, 0x4b, 0x03, 0x04)) return [];
  const [, ...entries] = lettersOf(sample).split('PK\u0003\u0004');
  return entries.map((entry) => {
    const length = entry.charCodeAt(22) + 256 * entry.charCodeAt(23);
    return entry.slice(26, 26 + length);
  });
};

const holds = (folder: string) => (sample: Uint8Array) =>
  namesInZip(sample).some((name) => name.startsWith(folder));

const openDocument = 'mimetypeapplication/vnd.oasis.opendocument.text';

/** Text of any encoding that needs no NUL; control characters other than tab and line ends are none of it. */
const isText = (sample: Uint8Array): boolean =>
  sample.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 12 || byte === 13);

interface Kind {
  readonly endings: readonly string[];
  /** Whether a file that begins like this is of the type. */
  readonly fits: (sample: Uint8Array) => boolean;
}

/** The types of files that are taken, by media type: how their names end, and how they begin. */
const evidenceTypes = {
  'application/pdf': {
    endings: ['.pdf'],
    fits: (sample) => startsWith(sample, 0x25, 0x50, 0x44, 0x46, 0x2d),
  },
  'image/png': {
    endings: ['.png'],
    fits: (sample) => startsWith(sample, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  'image/jpeg': {
    endings: ['.jpg', '.jpeg'],
    fits: (sample) => startsWith(sample, 0xff, 0xd8, 0xff),
  },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    endings: ['.docx'],
    fits: holds('word/'),
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    endings: ['.xlsx'],
    fits: holds('xl/'),
  },
  'application/vnd.oasis.opendocument.text': {
    endings: ['.odt'],
    // Its type comes first in the archive, under a name of its own and not packed.
    fits: (sample) =>
      namesInZip(sample)[0] === 'mimetype' &&
      lettersOf(sample.subarray(0, 120)).includes(openDocument),
  },
  'text/csv': { endings: ['.csv'], fits: isText },
  'text/plain': { endings: ['.txt'], fits: isText },
} as const satisfies Record<string, Kind>;

export const EvidenceType = z.enum(
  Object.keys(evidenceTypes) as (keyof typeof evidenceTypes)[],
  `allowed are ${Object.entries(evidenceTypes)
    .map(([type, { endings }]) => `${endings.join(' and ')} (${type})`)
    .join(', ')}`,
);
export type EvidenceType = z.output<typeof EvidenceType>;

/** How the name of a file of this type may end, in small letters. */
export const endingsOf = (type: EvidenceType): readonly string[] => evidenceTypes[type].endings;

/** Whether a file that begins with this sample is what it says it is. */
export const isOfType = (type: EvidenceType, sample: Uint8Array): boolean =>
  evidenceTypes[type].fits(sample);
