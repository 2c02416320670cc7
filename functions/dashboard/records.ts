import { getAnswers } from '../../adapters/answers.ts';
import type { Answers } from '../../domain/answers.ts';
import type { Event } from '../../domain/events.ts';
import type { Head } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { allEvents } from '../http/dossier-view.ts';

/** Records as one count of the figures reads them. */
export interface Records {
  readonly eventsOf: (review: string) => Promise<readonly Event[]>;
  readonly answersOf: (head: Head, stage: Stage) => Promise<Answers | undefined>;
}

/** So many records are kept while several days of them are counted one after the other. */
const atMost = 300;

const remembered = <A extends readonly unknown[], T>(
  nameOf: (...asked: A) => string,
  read: (...asked: A) => Promise<T>,
) => {
  const known = new Map<string, Promise<T>>();
  return (...asked: A): Promise<T> => {
    const name = nameOf(...asked);
    const found = known.get(name) ?? read(...asked);
    known.set(name, found);
    if (known.size > atMost * 3) known.clear();
    return found;
  };
};

/** Reads each record once; answers never change under their name. */
export const openRecords = (): Records => ({
  eventsOf: remembered((review: string) => review, allEvents),
  answersOf: remembered(
    ({ id, answers }: Head, stage: Stage) => `${id} ${stage} ${answers[stage]}`,
    getAnswers,
  ),
});
