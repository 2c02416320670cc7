import type { AnnouncedFile, FoundFile } from '../domain/dossier/evidence.ts';

/** How the very bytes that were announced go to storage: by this method, to this link, with these headers. */
export interface UploadLink {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** Where a file can be fetched, until then; it is saved, never shown in place. */
export interface DownloadLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** Storage of files by keys that the server makes. Links are bearer tokens: they live five minutes and are never logged. */
export interface Files {
  uploadLink(
    key: string,
    file: Pick<AnnouncedFile, 'size' | 'sha256' | 'type'>,
  ): Promise<UploadLink>;
  downloadLink(key: string, file: Pick<AnnouncedFile, 'name' | 'type'>): Promise<DownloadLink>;
  /** What is stored under the key, or undefined. */
  find(key: string): Promise<FoundFile | undefined>;
  /** Takes a file away that did not become evidence; it may be gone already. */
  discard(key: string): Promise<void>;
}

let chosen: Files | undefined;

/** Gives files another place: the embedded host keeps them in its folder. */
export const useFiles = (other: Files): void => {
  chosen = other;
};

/** Where files are; S3 unless told, and its client is loaded by the first to need it. */
export const files = async (): Promise<Files> => {
  chosen ??= (await import('./s3-files.ts')).s3Files();
  return chosen;
};

/** The key of an evidence file. */
export const fileKey = (review: string, evidence: string): string =>
  `evidence/${review}/${evidence}`;
