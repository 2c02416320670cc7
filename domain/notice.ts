import type { MailItem } from './reminders/mail-content.ts';

const lines = ({ kind, contributor, unit, mission, review, dueAt }: MailItem): string[] => [
  `${contributor} ${unit}, ${mission}: ${kind.replaceAll('_', ' ')}`,
  ...(dueAt ? [`Due by ${dueAt.slice(0, 10)}.`] : []),
  `Review ${review}`,
];

/** Subject and text of a mail, in English; it shows nothing that the recipient could not read. */
export const noticeMessage = (items: readonly MailItem[]): { subject: string; text: string } => ({
  subject: items.map((item) => lines(item)[0]).join('; '),
  text: items.flatMap(lines).join('\n\n'),
});
