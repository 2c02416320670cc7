import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Context, Hono } from 'hono';
import { attachmentNamed } from '../adapters/attachment.ts';
import { now } from '../adapters/clock.ts';
import type { ExportFiles } from '../adapters/export-files.ts';
import type { Files } from '../adapters/files.ts';
import { evidenceLimits } from '../domain/dossier/evidence-types.ts';
import { Disagrees, type FolderOfFiles } from './files-folder.ts';
import { type Grant, grantOf, pathOf } from './files-links.ts';

export interface ServedFiles {
  readonly folder: FolderOfFiles;
  readonly secret: string;
}

const base64 = (sha256: string): string => Buffer.from(sha256, 'hex').toString('base64');

/** Files of the embedded host, as S3 has them: the links are signed and served at this origin, by itself. */
export const embeddedFiles = ({ folder, secret }: ServedFiles, origin: string): Files => {
  const linkTo = (method: Grant['method'], key: string, terms: Grant['terms']) => {
    const expires = now() + evidenceLimits.linkSeconds * 1000;
    const url = `${origin}${pathOf(secret, { method, key, expires, terms })}`;
    return { url, expiresAt: new Date(expires).toISOString() };
  };
  return {
    uploadLink: async (key, { size, sha256, type }) => ({
      method: 'PUT',
      ...linkTo('PUT', key, { size, sha256, type }),
      headers: { 'content-type': type, 'x-amz-checksum-sha256': base64(sha256) },
    }),
    downloadLink: async (key, { name, type }) => linkTo('GET', key, { name, type }),
    find: folder.find,
    discard: folder.discard,
  };
};

/** Exports of the embedded host: in the same folder, by the same links. What is older than two days goes with the next one. */
export const embeddedExports = ({ folder, secret }: ServedFiles, origin: string): ExportFiles => {
  const { downloadLink } = embeddedFiles({ folder, secret }, origin);
  return {
    write: async (key, chunks) => {
      await folder.forgetOld('exports', 2 * 86_400_000);
      return folder.write(key, chunks);
    },
    downloadLink: (key, { name, type }) => downloadLink(key, { name, type: type as never }),
    discard: folder.discard,
  };
};

const refused = (context: Context, status: 400 | 403 | 404, why: string) =>
  context.text(`${why}\n`, status);

/** The grant of this very request; a sentence where there is none. */
const granted = (context: Context, secret: string): Grant | string => {
  const grant = grantOf(secret, context.req.query('grant') ?? '');
  const { method, path } = context.req;
  if (!grant || grant.method !== method || path !== `/local/files/${grant.key}`)
    return 'This link is not valid, or not for this request.';
  return grant.expires < now() ? 'This link has expired: ask for a new one.' : grant;
};

/** The headers that S3 would have signed, and this host holds the request to. */
const agrees = (context: Context, { size, sha256, type }: Grant['terms']): boolean => {
  const length = context.req.header('content-length');
  return (
    context.req.header('content-type') === type &&
    context.req.header('x-amz-checksum-sha256') === base64(String(sha256)) &&
    (length === undefined || length === String(size))
  );
};

const take = async (context: Context, folder: FolderOfFiles, { key, terms }: Grant) => {
  if (!agrees(context, terms))
    return refused(context, 403, 'Length, type or checksum are not those that were announced.');
  const { body } = context.req.raw;
  const bytes = body ? Readable.fromWeb(body as ReadableStream<Uint8Array>) : Readable.from([]);
  try {
    await folder.put(key, bytes, { size: Number(terms.size), sha256: String(terms.sha256) });
    return context.body(null, 200);
  } catch (error) {
    if (error instanceof Disagrees)
      return refused(context, 400, `This is not the announced file: ${error.message}.`);
    throw error;
  }
};

const give = async (context: Context, folder: FolderOfFiles, { key, terms }: Grant) => {
  const file = await folder.read(key);
  if (!file) return refused(context, 404, 'There is no such file.');
  return context.body(file.bytes as globalThis.ReadableStream, 200, {
    'content-type': String(terms.type),
    'content-length': String(file.size),
    'content-disposition': attachmentNamed(String(terms.name)),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
};

/** PUT and GET of files, for whoever holds a link of this host. */
export const serveFiles = (host: Hono, { folder, secret }: ServedFiles): void => {
  host.on(['PUT', 'GET'], ['/local/files/*'], async (context): Promise<Response> => {
    const grant = granted(context, secret);
    if (typeof grant === 'string') return refused(context, 403, grant);
    return grant.method === 'PUT' ? take(context, folder, grant) : give(context, folder, grant);
  });
};
