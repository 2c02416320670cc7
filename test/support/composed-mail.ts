import type { MailContent, MailItem } from '../../domain/reminders/mail-content.ts';
import { composeMail } from '../../functions/reminders/compose.ts';

/** A reminder of a self-assessment that is due at the end of Friday, 27 November 2026, in New York. */
export const item: MailItem = {
  kind: 'reminder',
  review: 'r-1',
  contributor: 'EGY',
  mission: 'MINUSCA',
  unit: 'Demonstration Battalion 7',
  step: 'self-assessment',
  round: 1,
  dueAt: '2026-11-28T04:59:59.000Z',
};
/** A mail with that reminder and a date for the calendar, in Arabic unless it says otherwise. */
export const composed = (more: Partial<MailContent> = {}) =>
  composeMail({
    to: 'somebody@example.org',
    language: 'ar',
    timeZone: 'Africa/Cairo',
    origin: 'https://ora.example',
    items: [item],
    thread: [],
    calendar: { uid: 'ora-r-1-self-assessment', sequence: 4, cancelled: false },
    ...more,
  });
