import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { evaluator, openForm, opening, permanentMission, signedIn } from '../support/client.ts';
import { closedReview } from '../support/closed-review.ts';
import type { startHost } from '../support/host.ts';

/** What the pages of the table are about. */
export interface Places {
  readonly review: string;
  readonly open: string;
  readonly mail: string;
}

/** A path of the table with the places in it. */
export const placed = (path: string, places: Places): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Places) => places[name]);

/** Reviews and mails for the pages to show. */
export const setScene = async (host: Awaited<ReturnType<typeof startHost>>): Promise<Places> => {
  const { review } = await closedReview(host.url);
  const desk = await signedIn(host.url, evaluator);
  const open = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(await signedIn(host.url, permanentMission), open, 'self-assessment');
  await host.remind();
  const [mail = ''] = readdirSync(join(host.folder, 'outbox'));
  return { review, open, mail };
};
