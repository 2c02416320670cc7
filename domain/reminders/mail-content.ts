import type { Language } from '../language.ts';
import type { Step } from './ladder.ts';
import type { MessageKind } from './telling.ts';

/** What a mail says of one review; nothing that its recipient could not read in the system, and nobody's name. */
export interface MailItem {
  readonly kind: MessageKind;
  readonly review: string;
  readonly contributor: string;
  readonly mission: string;
  readonly unit: string;
  readonly step?: Step | undefined;
  readonly round: number;
  readonly dueAt?: string | undefined;
  /** The time zone of the calendar that the due date was reckoned in (IANA); New York where it is not said. */
  readonly dueZone?: string | undefined;
  /** The role in which the person is told: whoever does not act on the step is told how it stands, not asked. */
  readonly as?: string | undefined;
  /** Whole days that it is overdue. */
  readonly overdueDays?: number | undefined;
  /** For whoever answers: how many criteria are asked, and how many have no answer in the draft. */
  readonly missing?: { readonly asked: number; readonly unanswered: number } | undefined;
  /** The criteria that were returned, in the recipient's language. */
  readonly returned?: readonly { readonly criterion: string; readonly text: string }[] | undefined;
  /** For a receipt: the place of the deed in the record, and the head that vouches for it. */
  readonly receipt?: { readonly seq: number; readonly head: string } | undefined;
  /** For the news that a mail reached nobody: the role of whoever it was for. */
  readonly unreached?: string | undefined;
  /** For an obligation: its title in the recipient's language. */
  readonly title?: string | undefined;
  /** For an obligation: its day has passed. It may have been met and not reported, so that it is not called overdue. */
  readonly isPast?: boolean | undefined;
}

/** One mail to one person, before it has words. */
export interface MailContent {
  readonly to: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Where the system's pages are; links only show. */
  readonly origin: string;
  readonly items: readonly MailItem[];
  /** Ids of earlier mails to this person about the review, oldest first. */
  readonly thread: readonly string[];
  /**
   * The date to put into a calendar: that of the item at this place, the first where none is said;
   * `sequence` rises with each change. None where nothing is due. `cancelled` takes it out again.
   */
  readonly calendar?:
    | {
        readonly uid: string;
        readonly sequence: number;
        readonly cancelled: boolean;
        readonly item?: number;
      }
    | undefined;
}

/** A mail in the words of its recipient. */
export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: Language;
  /** An iCalendar file: METHOD:PUBLISH, or METHOD:CANCEL for a date that is gone. */
  readonly calendar?: string | undefined;
}
