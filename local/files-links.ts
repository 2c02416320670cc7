import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link permits: one method on one file, until an instant (milliseconds), on these terms. */
export interface Grant {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  readonly expires: number;
  readonly terms: Readonly<Record<string, string | number>>;
}

const signatureOf = (secret: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`ora.file-link.v1\n${payload}`).digest();

/** Path and query of a link; everything it permits is signed. */
export const pathOf = (secret: string, grant: Grant): string => {
  const payload = Buffer.from(JSON.stringify(grant)).toString('base64url');
  const signature = signatureOf(secret, payload).toString('base64url');
  return `/local/files/${grant.key}?grant=${payload}.${signature}`;
};

/** The grant of a link as it was signed, or undefined when nobody here signed it. */
export const grantOf = (secret: string, text: string): Grant | undefined => {
  const [payload = '', signature = ''] = text.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = signatureOf(secret, payload);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Grant;
};
