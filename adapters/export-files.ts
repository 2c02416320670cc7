import type { DownloadLink } from './files.ts';

/** Storage of finished exports: written as they come, fetched by links that live five minutes, gone after a day or two. */
export interface ExportFiles {
  /** Writes the bytes under a key that is new; what it keeps in memory does not grow with them. The number of bytes. */
  write(key: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  downloadLink(key: string, file: { name: string; type: string }): Promise<DownloadLink>;
  /** Takes a file away; it may be gone already. */
  discard(key: string): Promise<void>;
}

let chosen: ExportFiles | undefined;

/** Gives exports another place: the embedded host keeps them in its folder. */
export const useExportFiles = (other: ExportFiles): void => {
  chosen = other;
};

/** Where exports are; S3 unless told, and its client is loaded by the first to need it. */
export const exportFiles = async (): Promise<ExportFiles> => {
  chosen ??= (await import('./s3-export-files.ts')).s3ExportFiles();
  return chosen;
};
