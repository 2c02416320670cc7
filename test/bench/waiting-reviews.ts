import { randomBytes } from 'node:crypto';
import { timestamp } from '../../adapters/clock.ts';
import { getDue, settleDue } from '../../adapters/due-items.ts';
import { record } from '../../adapters/reviews.ts';
import { openStage } from '../../domain/chain.ts';
import { openReview } from '../../domain/commands/openings.ts';
import { contributors } from '../../domain/reference/contributors.ts';
import { putNextRungs } from '../../functions/reminders/next-rungs.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { opening, tokenFor } from '../support/client.ts';

/** The States whose missions have reviews to answer, each with one person. */
const states = contributors.slice(0, 20).map(({ iso3 }) => iso3);

export const registerMissions = async (url: string): Promise<void> => {
  for (const contributor of states) await tokenFor(url, { role: 'permanent_mission', contributor });
};

const by = { person: 'bench', role: 'evaluator', rule: 'bench' };

/** A review whose self-assessment waits from now on, as the commands leave it; nobody was told of its opening. */
const openOne = async (contributor: string): Promise<void> => {
  const review = randomBytes(10).toString('hex');
  const at = timestamp();
  const wanted = { ...opening, contributor };
  const { id, version } = opening.instrument;
  const instrument = findInstrument(id, version);
  if (!instrument) throw new Error(`there is no ${id} ${version}`);
  const { head } = await record(
    review,
    undefined,
    openReview(review, wanted, instrument, at, by, headquarters),
  );
  const place = { stage: 'self-assessment', round: 1 } as const;
  const event = openStage(head, place, instrument, at, headquarters);
  if (!event) throw new Error('the stage is open already');
  const { head: open, due } = await record(review, head, event);
  await putNextRungs(open, at, at);
  const notice = due && (await getDue(review, due));
  if (notice) await settleDue(notice);
};

/** Opens so many reviews at this moment, one State after the other. */
export const openWaiting = async (count: number): Promise<void> => {
  for (let opened = 0; opened < count; opened += 1)
    await openOne(states[opened % states.length] ?? 'RWA');
};
