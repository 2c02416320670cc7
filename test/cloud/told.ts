import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { surroundings } from './surroundings.ts';

const Mails = z.object({
  messages: z.record(
    z.string(),
    z.array(z.object({ MessageId: z.string(), To: z.array(z.string()), Subject: z.string() })),
  ),
});

/** A mail that SES took. */
export type TakenMail = z.output<typeof Mails>['messages'][string][number];

/** The deployment; throws where these tests run without one. */
export const deployment = () => {
  const deployed = surroundings();
  if (!deployed) throw new Error('these tests ask a deployment: type npm run test:cloud');
  return deployed;
};

/** Every mail that MiniStack's SES took, the oldest first. SES itself shows nobody what it took. */
export const takenMails = async (): Promise<TakenMail[]> => {
  const response = await fetch(`${deployment().endpoint}/_ministack/ses/messages`);
  return Object.values(Mails.parse(await response.json()).messages).flat();
};

/** Asks again, for so many seconds, until there is an answer. */
export const eventually = async <T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T> => {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(250)) {
    const found = await ask();
    if (found !== undefined) return found;
  }
  throw new Error(`${what} did not come in ${seconds} seconds`);
};
