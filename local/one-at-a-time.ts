/** The same work, one call after the other: whoever calls meanwhile waits for their turn. */
export const oneAtATime = <A extends readonly unknown[], R>(
  work: (...asked: A) => Promise<R>,
): ((...asked: A) => Promise<R>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (...asked) => {
    const next = last.then(
      () => work(...asked),
      () => work(...asked),
    );
    last = next;
    return next;
  };
};
