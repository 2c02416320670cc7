import type { Asker, Matter } from '../permissions.ts';

/**
 * How much of a mission's dialogue somebody sees. `state`: what concerns this State, with the
 * reviews that are its own; of everybody else no stance and no name.
 */
export type Sight =
  | { readonly of: 'everything' }
  | { readonly of: 'mission' }
  | { readonly of: 'state'; readonly state: string; readonly reviews: ReadonlySet<string> }
  | { readonly of: 'nothing' };

/** Whether the policies let somebody read what concerns a State, a mission, or neither in particular. */
export type MayRead = (matter: Matter) => boolean;

/** What this person sees of this mission's dialogue; `reviews` are the linked ones of their State. */
export const sightOf = (
  { contributor, mission }: Asker,
  of: string,
  mayRead: MayRead,
  reviews: ReadonlySet<string> = new Set(),
): Sight => {
  if (mayRead({})) return { of: 'everything' };
  if (mission !== undefined && mission !== of) return { of: 'nothing' };
  if (contributor !== undefined)
    return mayRead({ contributor, mission: of })
      ? { of: 'state', state: contributor, reviews }
      : { of: 'nothing' };
  return mayRead({ mission: of }) ? { of: 'mission' } : { of: 'nothing' };
};

/** The linked reviews of a record that may be seen. */
export const shownReviews = (reviews: readonly string[] = [], sight: Sight): readonly string[] =>
  sight.of === 'state' ? reviews.filter((review) => sight.reviews.has(review)) : reviews;
