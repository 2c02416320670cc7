import { now } from '../../adapters/clock.ts';
import { count } from '../../adapters/log.ts';
import { MailRefused } from '../../adapters/mail.ts';
import { refusedSince } from '../../adapters/people.ts';
import type { Telling } from '../../domain/reminders/telling.ts';

const day = 86_400_000;

/** So many addresses may turn out wrong in a day: where more are refused, whoever refuses them is at fault. */
const wrongPerDay = 5;

/**
 * Whether a refusal of the address is to be believed: it came the time before as well, and is not one of
 * many. A provider that refuses everybody is out of order, and what is owed waits; this is counted.
 */
export const isAddressAtFault = async (claimed: readonly Telling[]): Promise<boolean> => {
  if (!claimed.some(({ reason }) => reason === MailRefused.name)) return false;
  const since = new Date(now() - day).toISOString();
  if ((await refusedSince(since, wrongPerDay)) < wrongPerDay) return true;
  count('MailProviderFaults', 1);
  return false;
};
