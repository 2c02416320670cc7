import { setTimeout as pause } from 'node:timers/promises';
import { nextCommand, openingOf } from './commands.ts';
import { type Known, noteAnswered, noteSent, type Remembered, type Sent } from './remembered.ts';
import type { Random } from './seeded.ts';
import type { Wire } from './wire.ts';

/** What every client of the host shares. */
export interface Office {
  readonly wire: Wire;
  readonly memory: Remembered;
  /** How many reviews are to be open at any time. */
  readonly reviews: number;
  readonly freshKey: () => string;
  readonly isHostKilled: () => boolean;
}

const issue = async ({ wire, memory }: Office, sent: Sent): Promise<void> => {
  noteSent(memory, sent);
  noteAnswered(memory, sent, await wire.post(sent));
};

const openOne = async (office: Office, random: Random): Promise<Known> => {
  const { known, sent } = openingOf(random, office.freshKey());
  office.memory.reviews.set(known.id, known);
  await issue(office, sent);
  return known;
};

const stillOpen = ({ reviews }: Remembered): Known[] =>
  [...reviews.values()].filter(({ ended }) => !ended);

const stepWith = async (office: Office, random: Random, free: readonly Known[]): Promise<void> => {
  const known = free[Math.floor(random() * free.length)];
  if (!known) return;
  known.busy = true;
  const sent = await nextCommand(office.wire, random, known, office.freshKey(), 'anything');
  if (sent) await issue(office, sent);
  known.busy = office.memory.unanswered.has(sent?.key ?? '');
};

/** One client: opens a review when there are too few, else takes the next step with one of them. */
const work = async (office: Office, random: Random, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const open = stillOpen(office.memory);
    if (open.length < office.reviews) await openOne(office, random);
    else
      await stepWith(
        office,
        random,
        open.filter(({ busy }) => !busy),
      );
  }
};

/** A broken connection is what a kill is for; anything else is an error of its own. */
const untilKilled = async (office: Office, working: Promise<void>): Promise<void> => {
  try {
    await working;
  } catch (error) {
    if (!office.isHostKilled()) throw error;
  }
};

/** All clients at work, until the host is killed under them. */
export const workUntilKilled = async (
  office: Office,
  randoms: readonly Random[],
): Promise<void> => {
  const working = randoms.map((random) => work(office, random, office.isHostKilled));
  await Promise.all(working.map((each) => untilKilled(office, each)));
  for (const known of office.memory.reviews.values()) known.busy = false;
  for (const { review } of office.memory.unanswered.values()) {
    const known = office.memory.reviews.get(review);
    if (known) known.busy = true;
  }
};

/** Takes so many steps with one review, waiting for the machine between them. */
const advance = async (office: Office, random: Random, known: Known, steps: number) => {
  for (let taken = 0; taken < steps && !known.ended; ) {
    const sent = await nextCommand(office.wire, random, known, office.freshKey(), 'stages');
    if (!sent) await pause(50);
    else if (sent.ends) return;
    else {
      await issue(office, sent);
      taken += 1;
    }
  }
};

/** Opens the reviews and spreads them over the stages, first and later rounds. */
export const fill = async (
  office: Office,
  randoms: readonly Random[],
  onProgress: (opened: number) => void,
): Promise<void> => {
  const filling = randoms.map(async (random) => {
    while (office.memory.reviews.size < office.reviews) {
      const known = await openOne(office, random);
      await advance(office, random, known, Math.floor(random() * 5));
      onProgress(office.memory.reviews.size);
    }
  });
  await Promise.all(filling);
};
