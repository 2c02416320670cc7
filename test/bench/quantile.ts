/** The value below which that share of the sample lies; the sample is not empty. */
export const quantile = (sample: readonly number[], share: number): number => {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('an empty sample');
  return value;
};

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);
