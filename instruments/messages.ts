import type { Language } from '../domain/language.ts';
import arFigures from './dashboard-messages/ar.json' with { type: 'json' };
import enFigures from './dashboard-messages/en.json' with { type: 'json' };
import esFigures from './dashboard-messages/es.json' with { type: 'json' };
import frFigures from './dashboard-messages/fr.json' with { type: 'json' };
import ruFigures from './dashboard-messages/ru.json' with { type: 'json' };
import zhFigures from './dashboard-messages/zh.json' with { type: 'json' };
import ar from './messages/ar.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };
import arPages from './page-messages/ar.json' with { type: 'json' };
import enPages from './page-messages/en.json' with { type: 'json' };
import esPages from './page-messages/es.json' with { type: 'json' };
import frPages from './page-messages/fr.json' with { type: 'json' };
import ruPages from './page-messages/ru.json' with { type: 'json' };
import zhPages from './page-messages/zh.json' with { type: 'json' };

/** What can be said in a mail or on a page: the keys of the English. */
export type MessageKey =
  | keyof typeof en.messages
  | keyof typeof enPages.messages
  | keyof typeof enFigures.messages;

/** The words of mails and pages in one language, in ICU MessageFormat. `reviewed` is whether a native reader has read all of them. */
export interface Messages {
  readonly reviewed: boolean;
  readonly note: string;
  readonly messages: Readonly<Record<MessageKey, string>>;
}

interface File<M> {
  readonly reviewed: boolean;
  readonly note: string;
  readonly messages: M;
}

const together = <M extends object, P extends object, F extends object>(
  mails: File<M>,
  pages: File<P>,
  figures: File<F>,
) => ({
  reviewed: mails.reviewed && pages.reviewed && figures.reviewed,
  note: mails.note,
  messages: { ...mails.messages, ...pages.messages, ...figures.messages },
});

/** The words of mails and pages in the six official languages; a language without one of the keys does not compile. */
export const messages: Readonly<Record<Language, Messages>> = {
  ar: together(ar, arPages, arFigures),
  zh: together(zh, zhPages, zhFigures),
  en: together(en, enPages, enFigures),
  fr: together(fr, frPages, frFigures),
  ru: together(ru, ruPages, ruFigures),
  es: together(es, esPages, esFigures),
};
