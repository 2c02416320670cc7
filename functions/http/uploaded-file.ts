import { fileKey, files } from '../../adapters/files.ts';
import { scan } from '../../adapters/scan.ts';
import { refuse, type Upload } from '../../adapters/uploads.ts';
import { checkFile, type Evidence } from '../../domain/dossier/evidence.ts';
import { type FieldError, Refusal } from '../../domain/refusal.ts';

/** Refuses a file for good: the reason is kept first, so that a repeated request ends here again. */
const discard = async (
  review: string,
  evidence: string,
  upload: Upload,
  errors: FieldError[],
): Promise<never> => {
  if (!upload.refused) await refuse(review, evidence, upload, errors);
  await (await files()).discard(fileKey(review, evidence));
  throw new Refusal(
    'invalid_evidence',
    'The file was not taken and is deleted. Announce it anew when it is mended.',
    errors,
  );
};

const notThere: FieldError = {
  pointer: '/upload',
  code: 'not_uploaded',
  detail: 'Nothing has arrived yet: send the file to its upload link first.',
};

const infected: FieldError = {
  pointer: '/scan',
  code: 'infected',
  detail: 'The virus scan found something in this file. Clean it, or send another one.',
};

/**
 * What the scan says of a file that arrived as it was announced. Refuses one that has not arrived,
 * is another one, or is infected; the last two are deleted. Unavailable when the scan does not answer.
 */
export const inspect = async (
  review: string,
  evidence: string,
  upload: Upload,
): Promise<Evidence['scan']> => {
  if (upload.refused) return discard(review, evidence, upload, upload.refused);
  const store = await files();
  const key = fileKey(review, evidence);
  const found = await store.find(key);
  if (!found) throw new Refusal('invalid_evidence', 'The file has not arrived.', [notThere]);
  const wrong = checkFile(upload.file, found);
  if (wrong.length > 0) return discard(review, evidence, upload, wrong);
  const link = await store.downloadLink(key, upload.file);
  const { result, ...scanner } = await scan(link, upload.file.sha256);
  if (result === 'infected') return discard(review, evidence, upload, [infected]);
  return { result, ...scanner };
};
