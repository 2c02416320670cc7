import * as z from 'zod';
import { ask, bodyOf } from '../commands/api-client.ts';
import type { Wanted } from '../commands/demonstration-token.ts';
import { type PlayedReview, readReview, type Scene } from './played-review.ts';

/** The day in which an instant lies, in UTC. */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

interface Command {
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
}

const Promised = z.object({ id: z.string().optional(), seq: z.int(), head: z.string() });

/** What is added to the record beside the answers rests on no version of it. */
const isEntry = /^(caveats|certificates|vetting|findings|findings\/[^/]+\/updates)$/;

/** A command on a review as it stands, by one person; keeps what its receipt promises. Answers with the id of what it made. */
export const change = async (
  scene: Scene,
  review: PlayedReview,
  as: Wanted,
  { path, key, body }: Command,
): Promise<string> => {
  const reply = await ask(scene.url, {
    method: 'POST',
    path: `/v1/reviews/${review.id}/${path}`,
    token: scene.tokenOf(as),
    key,
    ...(!isEntry.test(path) && { match: (await readReview(scene, review.id, as)).etag }),
    body,
  });
  const { id = '', seq, head } = bodyOf(reply, Promised);
  review.promised.push({ seq, head });
  return id;
};
