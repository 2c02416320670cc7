import { parseAccept } from 'hono/utils/accept';
import * as z from 'zod';
import { Language } from '../../domain/language.ts';
import type { Words } from '../../domain/words.ts';
import { words } from '../../instruments/words.ts';

/** The query of a route that answers in the language asked for. */
export const LanguageQuery = z.strictObject({
  lang: Language.optional().meta({
    description:
      'The language of sections and criteria; without it Accept-Language decides, and then English.',
  }),
});

/** Said beside words that no native reader has read; the English is at `?lang=en`. */
export const Translation = z.object({ language: Language, reviewed: z.boolean() });
type Translation = z.output<typeof Translation>;

/** A range of Accept-Language as a language that there is: `fr-CH` is French, and anything is English. */
const languageOf = (range: string): Language | undefined =>
  range === '*' ? 'en' : Language.safeParse(range.split('-', 1)[0]?.toLowerCase()).data;

/** The language to answer in: `lang`, or the most wanted of Accept-Language that there is, or English. */
export const languageFor = (
  { lang }: z.output<typeof LanguageQuery>,
  headers: Headers,
): Language => {
  if (lang) return lang;
  const ranges = parseAccept(headers.get('accept-language') ?? '').filter(({ q }) => q > 0);
  return ranges.map(({ type }) => languageOf(type)).find((found) => found !== undefined) ?? 'en';
};

/** The words of a language; undefined for English, which stands in the instruments. */
export const wordsIn = (language: Language): Words | undefined =>
  language === 'en' ? undefined : words[language];

/** What is to be said about the words of an answer; undefined where they are English or reviewed. */
export const translationIn = (language: Language): Translation | undefined =>
  wordsIn(language)?.reviewed === false ? { language, reviewed: false } : undefined;
