/** Does the work for each item, at most `limit` of them at a time. The first failure is thrown. */
export const atOnce = async <T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const left = items.values();
  // The workers share one iterator, so each item is taken once.
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
};
