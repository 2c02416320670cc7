/** How often each whole number of days occurred. */
export type Histogram = ReadonlyMap<number, number>;

/** How many there are altogether. */
export const total = (histogram: Histogram): number =>
  [...histogram.values()].reduce((sum, count) => sum + count, 0);

/** The least number of days within which at least this share lies; undefined of nothing. */
export const quantile = (histogram: Histogram, share: number): number | undefined => {
  const all = total(histogram);
  let seen = 0;
  for (const [days, count] of [...histogram].sort(([one], [other]) => one - other)) {
    seen += count;
    // A share of a sum is inexact: what lacks a millionth is there.
    if (seen >= share * all - all / 1e6) return days;
  }
  return undefined;
};

/** What is left of each, of those that lasted at least so many days already. */
export const remaining = (histogram: Histogram, elapsed: number): Histogram =>
  new Map(
    [...histogram]
      .filter(([days]) => days >= elapsed)
      .map(([days, count]) => [days - elapsed, count]),
  );

/** The days of one thing and then another, as often as the two meet; both as shares of one. */
export const followedBy = (one: Histogram, other: Histogram): Histogram => {
  const [all, alls] = [total(one), total(other)];
  const sums = new Map<number, number>();
  for (const [days, count] of one)
    for (const [more, times] of other)
      sums.set(days + more, (sums.get(days + more) ?? 0) + (count / all) * (times / alls));
  return sums;
};

/** Several histograms as one, each as heavy as it is told. */
export const mixed = (parts: readonly (readonly [Histogram, weight: number])[]): Histogram => {
  const sums = new Map<number, number>();
  for (const [histogram, weight] of parts) {
    const all = total(histogram);
    for (const [days, count] of histogram)
      sums.set(days, (sums.get(days) ?? 0) + (count / all) * weight);
  }
  return sums;
};
