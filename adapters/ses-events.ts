import * as z from 'zod';
import { Report } from '../domain/reminders/delivery.ts';
import { leadTag, messageTag } from './mail.ts';

const Moment = z.object({ timestamp: z.string() });
const Mail = z.object({
  messageId: z.string(),
  timestamp: z.string(),
  destination: z.array(z.string()).min(1),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

/**
 * An event of SES as EventBridge brings it, as far as it is read.
 * Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const SesEvent = z.object({
  detail: z.discriminatedUnion('eventType', [
    z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: Moment }),
    z.object({
      eventType: z.literal('Bounce'),
      mail: Mail,
      bounce: Moment.extend({ bounceType: z.string() }),
    }),
    z.object({ eventType: z.literal('Complaint'), mail: Mail, complaint: Moment }),
  ]),
});
type Detail = z.output<typeof SesEvent>['detail'];

const outcomeOf = (detail: Detail): Pick<Report, 'outcome' | 'lasting' | 'at'> => {
  switch (detail.eventType) {
    case 'Delivery':
      return { outcome: 'delivered', lasting: false, at: detail.delivery.timestamp };
    case 'Bounce':
      return {
        outcome: 'bounced',
        lasting: detail.bounce.bounceType === 'Permanent',
        at: detail.bounce.timestamp,
      };
    case 'Complaint':
      return { outcome: 'complained', lasting: true, at: detail.complaint.timestamp };
  }
};

/** A tag of SES takes letters, digits, `_` and `-` only: the name of a row travels in base64url. */
const nameIn = (tag = ''): string => Buffer.from(tag, 'base64url').toString();

/** What an event reports; undefined where it is about a mail that is none of ours. */
export const reportOf = ({ detail }: z.output<typeof SesEvent>): Report | undefined => {
  const { mail } = detail;
  const parsed = Report.safeParse({
    message: mail.tags[messageTag]?.[0],
    lead: nameIn(mail.tags[leadTag]?.[0]),
    providerId: mail.messageId,
    to: mail.destination[0],
    sentAt: mail.timestamp,
    ...outcomeOf(detail),
  });
  return parsed.data;
};
