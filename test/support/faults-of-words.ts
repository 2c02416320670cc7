import type { Language } from '../../domain/language.ts';

type Translated = Exclude<Language, 'en'>;

const latin = /\p{Script=Latin}/gu;

/** The letters of each language's script, and those that have no place in it. */
const scripts: Readonly<Record<Translated, { own: RegExp; foreign: RegExp }>> = {
  ar: { own: /\p{Script=Arabic}/gu, foreign: /\p{Script=Han}|\p{Script=Cyrillic}/u },
  zh: { own: /\p{Script=Han}/gu, foreign: /\p{Script=Arabic}|\p{Script=Cyrillic}/u },
  fr: { own: latin, foreign: /(?!\p{Script=Latin})\p{L}/u },
  // Two scripts in one word: a letter that only looks like the right one.
  ru: {
    own: /\p{Script=Cyrillic}/gu,
    foreign:
      /\p{Script=Arabic}|\p{Script=Han}|\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u,
  },
  es: { own: latin, foreign: /(?!\p{Script=Latin})\p{L}/u },
};

/** Words that are the same in both languages, and rightly so. */
export const sameAsEnglish: Readonly<Record<Translated, readonly string[]>> = {
  ar: [],
  zh: [],
  fr: ['Note verbale', 'Personnel', 'Plan'],
  ru: [],
  es: ['Plan', 'no'],
};

const count = (text: string, pattern: RegExp): number => Array.from(text.matchAll(pattern)).length;

const figures = (text: string): string =>
  Array.from(text.matchAll(/\p{Nd}+/gu), ([digits]) => digits)
    .sort()
    .join(' ');

/** What is wrong with a translation of an English text, as far as a machine can see it; empty where nothing is. */
export const faultsOf = (language: Translated, english: string, text: string): string[] => {
  const { own, foreign } = scripts[language];
  const faults = {
    'is blank': text.trim() === '',
    'begins or ends with a blank': text !== text.trim(),
    'is the English': text === english && !sameAsEnglish[language].includes(text),
    'is mostly in another script': count(text, own) * 2 <= count(text, /\p{L}/gu),
    'holds letters of another script': foreign.test(text),
    'has other figures': figures(text) !== figures(english),
    'has other percentages': count(text, /%/g) !== count(english, /%/g),
  };
  return Object.entries(faults).flatMap(([fault, found]) => (found ? [fault] : []));
};
