import * as z from 'zod';
import { ask, bodyOf } from './api-client.ts';

const Review = z.object({
  id: z.string(),
  contributor: z.string(),
  mission: z.string(),
  unit: z.object({ name: z.string() }),
  instrument: z.object({ id: z.string(), version: z.int() }),
});
export type Review = z.output<typeof Review>;

const Page = z.object({ items: z.array(Review), next: z.string().optional() });

/** Every closed review that the token's owner may see, page by page. */
export async function* closedReviews(url: string, token: string): AsyncGenerator<Review> {
  let next: string | undefined;
  do {
    const cursor: string = next ? `&cursor=${encodeURIComponent(next)}` : '';
    const path = `/v1/reviews?state=closed&limit=100${cursor}`;
    const page = bodyOf(await ask(url, { path, token }), Page);
    yield* page.items;
    next = page.next;
  } while (next);
}
