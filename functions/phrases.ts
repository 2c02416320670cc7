import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../domain/language.ts';
import { type MessageKey, messages } from '../instruments/messages.ts';

/** What a language says, and in which direction it is written. */
export interface Phrases {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly reviewed: boolean;
  /** A message with its values. Throws for a value that it lacks. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A value that others wrote, on one line, kept from mixing with the direction of the words around it. */
  quote(value: string): string;
}

const isolate = '\u2068';
const popIsolate = '\u2069';

// Line ends would forge a header or a line of the mail; directional controls would disguise the words after them.
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const onOneLine = (value: string): string =>
  value.replaceAll(controls, ' ').replaceAll(/ {2,}/g, ' ').trim();

/** Letters that run against the direction of the language. */
const against = { ltr: /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}]/u, rtl: /\p{L}/u };

// European digits: the ones that the figures of the system and its pages have.
const localeOf = (language: Language): string =>
  language === 'ar' ? 'ar-u-nu-latn-ca-gregory' : language;

const formats = new Map<string, IntlMessageFormat>();

const formatOf = (language: Language, key: MessageKey): IntlMessageFormat => {
  const name = `${language} ${key}`;
  const known = formats.get(name);
  if (known) return known;
  const format = new IntlMessageFormat(
    messages[language].messages[key],
    localeOf(language),
    undefined,
    { ignoreTag: true },
  );
  formats.set(name, format);
  return format;
};

/** The phrases of one language. */
export const phrasesIn = (language: Language): Phrases => {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return {
    language,
    direction,
    reviewed: messages[language].reviewed,
    say: (key, values) => String(formatOf(language, key).format(values)),
    quote: (value) => {
      const line = onOneLine(value);
      return against[direction].test(line) ? `${isolate}${line}${popIsolate}` : line;
    },
  };
};

/** The name of a time zone in a language, as in `Central Africa Time`. */
export const zoneName = (language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
