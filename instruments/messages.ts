import type { Language } from '../domain/language.ts';
import ar from './messages/ar.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

/** What can be said in a mail: the keys of the English. */
export type MessageKey = keyof typeof en.messages;

/** The words of mails in one language, in ICU MessageFormat. `reviewed` is whether a native reader has read all of them. */
export interface Messages {
  readonly reviewed: boolean;
  readonly note: string;
  readonly messages: Readonly<Record<MessageKey, string>>;
}

/** The words of mails in the six official languages; a language without one of the keys does not compile. */
export const messages: Readonly<Record<Language, Messages>> = { ar, zh, en, fr, ru, es };
