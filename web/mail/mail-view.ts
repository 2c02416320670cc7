/** A named value; `line` is both in one line, as the language punctuates it. */
export interface MailFact {
  readonly label: string;
  readonly value: string;
  readonly line: string;
}

/** What a mail says of one review. */
export interface MailMatter {
  readonly title: string;
  readonly about: string;
  readonly isLate: boolean;
  readonly paragraphs: readonly string[];
  readonly facts: readonly MailFact[];
  /** The criteria that were returned, under their heading. */
  readonly list?: { readonly title: string; readonly entries: readonly MailFact[] } | undefined;
  /** The one link: it only shows. */
  readonly link: { readonly label: string; readonly href: string };
}

/**
 * A mail in words, before it is text or HTML. Names in another direction than the words around them
 * stand between U+2068 and U+2069.
 */
export interface MailView {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The name of the system. */
  readonly system: string;
  readonly title: string;
  /** Said before several matters. */
  readonly introduction?: string | undefined;
  readonly matters: readonly MailMatter[];
  readonly notes: readonly string[];
  /** Where the same can be read in English, for a translation that no native reader has seen. */
  readonly english?: { readonly label: string; readonly href: string } | undefined;
}
