import { setTimeout as pause } from 'node:timers/promises';
import { timestamp } from '../adapters/clock.ts';
import { log } from '../adapters/log.ts';
import { handler } from '../functions/record-delivery.ts';
import type { Accepted } from './outbox.ts';

const shortlyMs = 100;
const tries = 3;

/** What SES would say of a mail, by the domain it goes to: it comes back for good, or the recipient complains. */
const sayingsOf = (address: string): object[] => {
  const at = { timestamp: timestamp() };
  if (address.endsWith('@bounce.example'))
    return [{ eventType: 'Bounce', bounce: { ...at, bounceType: 'Permanent' } }];
  const delivery = { eventType: 'Delivery', delivery: at };
  if (!address.endsWith('@complaint.example')) return [delivery];
  return [delivery, { eventType: 'Complaint', complaint: at }];
};

/** The events of one mail, as EventBridge brings them. */
const sesEventsOf = ({ messageId, to, tags }: Accepted): object[] =>
  sayingsOf(to[0] ?? '').map((saying) => ({
    source: 'aws.ses',
    detail: { ...saying, mail: { messageId, timestamp: timestamp(), destination: to, tags } },
  }));

/** Gives one event to the function that takes it, a few times, as EventBridge and Lambda do. */
const bring = async (event: object): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await handler(event, {} as never);
      return;
    } catch (error) {
      if (attempt === tries) throw error;
      await pause(shortlyMs * 2 ** attempt);
    }
  }
};

/**
 * What SES and EventBridge do on AWS after a mail was taken: each is reported as delivered a moment
 * later, unless it goes to `@bounce.example` or `@complaint.example`. The very function that is
 * deployed takes the events. Closing waits for what is under way, and drops the rest.
 */
export const openMailReports = () => {
  const underWay = new Set<Promise<void>>();
  let isOpen = true;
  const report = async (mail: Accepted): Promise<void> => {
    await pause(shortlyMs);
    for (const event of sesEventsOf(mail)) if (isOpen) await bring(event);
  };
  return {
    ofMail: (mail: Accepted): void => {
      const done = report(mail)
        .catch((error) => log('error', 'a report of a mail was lost', { error: error.name }))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    close: async (): Promise<void> => {
      isOpen = false;
      await Promise.all(underWay);
    },
  };
};
