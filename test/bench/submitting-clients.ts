import { text } from 'node:stream/consumers';

/** What one client sends, one after the other. */
export interface Submission {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Milliseconds of the whole, and of each submission. */
export interface Submitted {
  readonly took: number;
  readonly each: readonly number[];
}

const submitAll = async (submissions: readonly Submission[]): Promise<number[]> => {
  const each: number[] = [];
  for (const { url, headers, body } of submissions) {
    const begun = performance.now();
    const response = await fetch(url, { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${answer}`);
    each.push(performance.now() - begun);
  }
  return each;
};

// A process of its own, so that the clients do not slow down what they measure.
const clients: Submission[][] = JSON.parse(await text(process.stdin));
const begun = performance.now();
const each = (await Promise.all(clients.map(submitAll))).flat();
console.log(JSON.stringify({ took: performance.now() - begun, each } satisfies Submitted));
