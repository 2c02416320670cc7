import { writeInvented } from './support/invented-rows.ts';

// Writes so many invented rows of `answers` in a format to nowhere, and prints how much memory it kept at
// most, in KB: what is left after a collection, so that it is no question of when V8 finds time for one.
const [format = '', count = '0'] = process.argv.slice(2);

let most = 0;
const measure = (): void => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, heapUsed + external);
};

await writeInvented(format, Number(count), (row) => {
  if (row % 2500 === 0) measure();
});
measure();
console.log(Math.round(most / 1024));
