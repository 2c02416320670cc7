/**
 * What the signature of a stage close is over: its place in the chain and the hash of the event
 * before, and with it everything before, the submission included.
 */
export const stageCloseMessage = (review: string, seq: number, prev: string): string =>
  `ora.stage-close.v1\n${review}\n${seq}\n${prev}`;
