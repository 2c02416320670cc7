import { opening, type SignedIn, signedIn, tokenFor } from '../../support/client.ts';
import { contributors, missions } from '../people.ts';
import { oneOf, type Random } from '../seeded.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** Who makes mails come into being: the desk that opens reviews, and the clock that makes rungs due. */
export interface Office {
  /** Opens a review: its holder is told at once. */
  open(random: Random): Promise<void>;
  /** Moves the clock to a moment of the next working day at which Headquarters and the capitals may be told. */
  nextDay(random: Random): Promise<void>;
  /** Moves the clock past every lease. */
  pastLeases(): Promise<void>;
  /** The instant that the host's clock shows. */
  now(): Promise<string>;
  /** Starts the reminders; with `wait` to their end. */
  remind(wait: boolean): Promise<void>;
}

const postLocal = async (url: string, path: string, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return answer.json();
};

const nowAt = async (url: string): Promise<number> => {
  const answer = await fetch(`${url}/local/clock`);
  return Date.parse(((await answer.json()) as { now: string }).now);
};

const registerAll = async (url: string): Promise<void> => {
  for (const contributor of contributors)
    await tokenFor(url, { role: 'permanent_mission', contributor });
  for (const mission of missions) await tokenFor(url, { role: 'verifier', mission });
  for (const person of ['desk-1', 'desk-2']) await tokenFor(url, { role: 'evaluator', person });
  await tokenFor(url, { role: 'director' });
};

/** Takes office at a host, whose address may change when it is started again. */
export const openOffice = async (url: () => string): Promise<Office> => {
  await registerAll(url());
  const desk: SignedIn = await signedIn(url(), { role: 'evaluator', person: 'desk-1' });
  const forward = (milliseconds: number) =>
    postLocal(url(), '/local/clock', { forward: milliseconds, still: true });
  return {
    async open(random) {
      const contributor = oneOf(random, contributors);
      const mission = oneOf(random, missions);
      const { status } = await desk.post('/v1/reviews', { ...opening, contributor, mission });
      if (status !== 201) throw new Error(`a review was not opened: ${status}`);
    },
    async nextDay(random) {
      const now = await nowAt(url());
      let midnight = (Math.floor(now / day) + 1) * day;
      while ([0, 6].includes(new Date(midnight).getUTCDay())) midnight += day;
      await forward(midnight + (15 + random() * 4) * hour - now);
    },
    now: async () => new Date(await nowAt(url())).toISOString(),
    pastLeases: async () => void (await forward(hour)),
    remind: async (wait) => void (await postLocal(url(), '/local/reminders', { wait })),
  };
};
