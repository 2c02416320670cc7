/** Numbers from 0 to 1, always the same ones for a seed and a stream (mulberry32). */
export type Random = () => number;

const startOf = (text: string): number =>
  [...text].reduce(
    (sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619),
    2_166_136_261,
  );

export const seeded = (seed: number, stream: string): Random => {
  let state = startOf(`${seed} ${stream}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** One of the things, each as likely as the other. */
export const oneOf = <const T extends readonly [unknown, ...unknown[]]>(
  random: Random,
  things: T,
): T[number] => things[Math.floor(random() * things.length)] ?? things[0];
