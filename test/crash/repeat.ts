import { isDeepStrictEqual } from 'node:util';
import type { KeptAnswer } from '../../adapters/idempotency.ts';
import { noteAnswered, noteSent, type Remembered, type Sent } from './remembered.ts';
import type { Wire } from './wire.ts';

/** What is wrong with the two answers to one repeated command, or undefined. */
const misfit = (
  kept: KeptAnswer | undefined,
  first: { status: number; body: unknown },
  second: { status: number; body: unknown },
): string | undefined => {
  if (first.status !== second.status) return `${first.status} and ${second.status}`;
  if (first.status === 201 && !isDeepStrictEqual(first.body, second.body))
    return 'two copies, two receipts';
  if (kept && !isDeepStrictEqual(kept.body, first.body)) return 'another receipt than was written';
  return undefined;
};

/**
 * Sends every command that was not answered again, the same request twice at once; `kept` is what
 * the record held for it when the host was down. Returns what is wrong, a line for each.
 */
export const repeatUnanswered = async (
  wire: Wire,
  memory: Remembered,
  kept: ReadonlyMap<string, KeptAnswer>,
): Promise<string[]> => {
  const repeat = async (sent: Sent): Promise<string[]> => {
    noteSent(memory, sent);
    const [first, second] = await Promise.all([wire.post(sent), wire.post(sent)]);
    noteAnswered(memory, sent, first);
    const wrong = misfit(kept.get(sent.key), first, second);
    return wrong ? [`${sent.kind} ${sent.review}, repeated: ${wrong}`] : [];
  };
  return (await Promise.all([...memory.unanswered.values()].map(repeat))).flat();
};
