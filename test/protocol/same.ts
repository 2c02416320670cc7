/** Throws unless what is seen is what the model wants. */
export const same = (what: string, seen: unknown, wanted: unknown): void => {
  const [left, right] = [seen, wanted].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error(`${what}: ${left}, but the model says ${right}`);
};
