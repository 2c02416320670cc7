/** How many reviews each contributor has in a cell, by ISO 3166-1 alpha-3; one that has none is left out. */
export type Counts = Readonly<Record<string, number>>;

/** A figure is of at least so many contributors and so many reviews. */
const fewestContributors = 3;
const fewestReviews = 5;

/**
 * So much of the largest contributor's number, at least, must be those of others than the two largest: else the
 * second, who knows its own, could tell the largest one's within a fifth (the p% rule of statistical offices).
 */
const shareOfOthers = 0.2;

/** How many reviews these are. */
export const reviewsIn = (counts: Counts): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

/** What several cells hold together. */
export const together = (cells: Iterable<Counts>): Counts => {
  const sums: Record<string, number> = {};
  for (const counts of cells)
    for (const [contributor, reviews] of Object.entries(counts))
      sums[contributor] = (sums[contributor] ?? 0) + reviews;
  return sums;
};

/** Whether the number of these reviews may be told. None at all may not: it says of each State that it has none. */
export const isSafe = (counts: Counts): boolean => {
  const [largest = 0, second = 0, ...others] = Object.values(counts)
    .filter((reviews) => reviews > 0)
    .sort((one, other) => other - one);
  const rest = others.reduce((sum, one) => sum + one, 0);
  return (
    others.length >= fewestContributors - 2 &&
    largest + second + rest >= fewestReviews &&
    rest >= shareOfOthers * largest
  );
};
