import { HttpRefusal } from './problem.ts';

/** The strong ETag of a review: its version. */
export const reviewTag = (version: number): string => `"${version}"`;

/** The strong ETag of a person: how often the registration was changed. */
export const personTag = (version: number): string => `"${version}"`;

/** The strong ETag of a form: stage, round and the draft's revision. */
export const formTag = (stage: string, round: number, revision: number): string =>
  `"${stage}.${round}.${revision}"`;

/** Refuses a change that was not decided on what the resource now is: 428 without If-Match, 412 when stale. */
export const requireMatch = (headers: Headers, ...current: string[]): void => {
  const given = headers.get('if-match');
  if (!given) throw new HttpRefusal('match_missing');
  const tags = given.split(',').map((tag) => tag.trim());
  if (!tags.some((tag) => current.includes(tag))) throw new HttpRefusal('stale_version');
};

/** Whether the caller has this very content already. */
export const isUnchanged = (headers: Headers, etag: string): boolean =>
  (headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
