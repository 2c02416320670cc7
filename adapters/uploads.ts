import * as z from 'zod';
import { AnnouncedFile } from '../domain/dossier/evidence.ts';
import { Side } from '../domain/facts/dossier-facts.ts';
import { Instant } from '../domain/text.ts';
import { uploadKey } from './keys.ts';
import { absent, getItem, present, putItem, type Write } from './table.ts';

/** A file that is announced and not evidence yet: its facts, whose side it is, and why it was refused. */
const Upload = z.object({
  file: AnnouncedFile,
  side: Side,
  at: Instant,
  refused: z
    .object({ pointer: z.string(), code: z.string(), detail: z.string() })
    .array()
    .optional(),
});
export type Upload = z.output<typeof Upload>;

export const getUpload = async (review: string, evidence: string): Promise<Upload | undefined> => {
  const item = await getItem(uploadKey(review, evidence));
  return item && Upload.parse(item);
};

/** Announces a file. LostCondition names `upload` when it is announced already. */
export const announce = (review: string, evidence: string, upload: Upload): Write => ({
  name: 'upload',
  put: { ...uploadKey(review, evidence), ...upload },
  condition: absent,
});

/** Ends an upload, in the transaction that makes it evidence. LostCondition names `upload` when it has ended. */
export const complete = (review: string, evidence: string): Write => ({
  name: 'upload',
  remove: uploadKey(review, evidence),
  condition: present,
});

/** Keeps why a file was refused, so that every copy of the request hears the same. */
export const refuse = (
  review: string,
  evidence: string,
  upload: Upload,
  refused: Upload['refused'],
): Promise<void> => putItem({ ...uploadKey(review, evidence), ...upload, refused }, present);
