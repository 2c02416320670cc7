import { createHmac, timingSafeEqual } from 'node:crypto';
import { setting } from '../../adapters/environment.ts';
import { HttpRefusal } from './problem.ts';

const signatureOf = (payload: string, bound: string): Buffer =>
  createHmac('sha256', setting('CURSOR_KEY'))
    .update(`${bound}\n${payload}`)
    .digest()
    .subarray(0, 16);

/** An opaque place in a list, signed for one person and one query. */
export const signCursor = (after: string, bound: string): string => {
  const payload = Buffer.from(after).toString('base64url');
  return `${payload}.${signatureOf(payload, bound).toString('base64url')}`;
};

const bad = () =>
  new HttpRefusal('invalid_request', [
    {
      pointer: '/cursor',
      code: 'invalid_cursor',
      detail: 'Start the list anew, without a cursor.',
    },
  ]);

/** The place that a cursor names; refused when it was made for somebody or something else. */
export const readCursor = (cursor: string, bound: string): string => {
  const [payload = '', signature = ''] = cursor.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = signatureOf(payload, bound);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw bad();
  return Buffer.from(payload, 'base64url').toString();
};
