import { createHash } from 'node:crypto';
import type { Answered, SignedIn } from './client.ts';

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** A small file that begins as PDF does; the text makes it one of its own. */
export const pdf = (text = 'invented'): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);

/** What is said of a file before it is sent; a PDF, with the exceptions given. */
export const announcement = (bytes: Uint8Array, exceptions: Record<string, unknown> = {}) => ({
  name: 'range-report.pdf',
  type: 'application/pdf',
  size: bytes.length,
  sha256: sha256Of(bytes),
  ...exceptions,
});

export const announce = (
  person: SignedIn,
  review: string,
  bytes: Uint8Array,
  exceptions?: Record<string, unknown>,
  headers?: Record<string, string>,
): Promise<Answered> =>
  person.post(`/v1/reviews/${review}/evidence`, announcement(bytes, exceptions), headers);

/** Sends a file as its link wants it, with the exceptions given. */
export const send = (
  { body }: Answered,
  bytes: Uint8Array,
  { url = body.upload.url, headers = {} }: { url?: string; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(url, {
    method: body.upload.method,
    headers: { ...body.upload.headers, ...headers },
    body: Buffer.from(bytes),
  });

export const complete = (
  person: SignedIn,
  review: string,
  evidence: string,
  headers?: Record<string, string>,
): Promise<Answered> =>
  person.post(`/v1/reviews/${review}/evidence/${evidence}/completion`, undefined, headers);

/** A file on its whole way; the answer to its completion. */
export const add = async (
  person: SignedIn,
  review: string,
  bytes: Uint8Array,
  exceptions?: Record<string, unknown>,
): Promise<Answered> => {
  const announced = await announce(person, review, bytes, exceptions);
  await send(announced, bytes);
  return complete(person, review, announced.body.id);
};
