import type { Words } from './words.ts';

/** A day (`YYYY-MM-DD`, or the UTC day of an instant) in words, without its weekday. */
export const dayWords = ({ say }: Words, at: string): string => {
  const [year = '', month, day] = at.slice(0, 10).split('-');
  return say('date.short', {
    day: Number(day),
    month: say('month', { number: Number(month) }),
    year,
  });
};

/** An instant in words, to the minute, in UTC. */
export const instantWords = (words: Words, at: string): string =>
  words.say('at.utc', { date: dayWords(words, at), time: at.slice(11, 16) });

// European digits, as everywhere in the system.
const figure = ({ language }: Words, value: number): string =>
  new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : language, {
    maximumFractionDigits: 1,
  }).format(value);

/** A share or a score of 100. */
export const percentWords = (words: Words, value: number): string =>
  words.say('number.percent', { number: figure(words, value) });

/** Points with their sign, which stays before them whichever way the words around it run. */
export const pointsWords = (words: Words, value: number): string => {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return `\u2066${sign}${figure(words, Math.abs(value))}\u2069`;
};

const day = 86_400_000;

/** How long it was from one instant to a later one, in whole days. */
export const timeBetween = ({ say }: Words, from: string, to: string): string =>
  say('overdue', { days: Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / day)) });
