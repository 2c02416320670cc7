import { timestamp } from '../../adapters/clock.ts';
import { getHead, record } from '../../adapters/reviews.ts';
import { openStage } from '../../domain/chain.ts';
import { openReview } from '../../domain/commands.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { opening } from './client.ts';

const by = { person: 'somebody', role: 'evaluator', rule: 'a-test' };

const instrument = () => {
  const found = findInstrument(opening.instrument.id, opening.instrument.version);
  if (!found) throw new Error('the instrument is not in the catalogue');
  return found;
};

/** Opens a review straight in the table, without HTTP or a machine. */
export const openOne = async (id: string, mission = 'MINUSCA'): Promise<string> => {
  const facts = { ...opening, mission };
  await record(id, undefined, openReview(id, facts, instrument(), timestamp(), by));
  return id;
};

/** Opens the first stage of such a review, as the machine does. */
export const openedIn = async (id: string): Promise<void> => {
  const head = await getHead(id);
  if (!head) throw new Error(`there is no review ${id}`);
  const place = { stage: head.stage, round: head.round };
  const event = openStage(head, place, instrument(), timestamp());
  if (event) await record(id, head, event);
};
