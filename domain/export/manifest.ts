/** What every format of an export says of its rows: the same for the same filter. */
export interface Manifest {
  readonly rows: number;
  /** SHA-256 of the rows as JSON Lines, in hexadecimal. */
  readonly sha256: string;
}

/** What of the record a file holds, in words that are kept with it. */
export const notice =
  'Not a system or a form of the United Nations. What the reader of this export may see, and nothing else: not for public release.';

/** Version of the columns: the first number rises when one changes, the second when one is added. */
export const columnsVersion = '1.1';
