const line = (what: string, figure: string): void =>
  console.log(`  ${what.padEnd(40)} ${figure.padStart(10)}`);

/** Prints a figure of the proof. */
export const tell = line;

/** Does the work, and prints how long it took. */
export const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const result = await work();
  line(what, `${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
};
