/** Runs one piece of work at a time, in the order of the calls; a failure stops nobody behind it. */
export const mutex = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
};
