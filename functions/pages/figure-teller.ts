import type { Language } from '../../domain/language.ts';
import { contributors } from '../../domain/reference/contributors.ts';
import { criterionIn, instrumentIn } from '../../domain/words.ts';
import { instruments } from '../../instruments/catalogue.ts';
import type { MessageKey } from '../../instruments/messages.ts';
import type { CellView } from '../../web/figure-view.ts';
import { wordsIn } from '../http/language.ts';
import type { Phrases } from '../phrases.ts';

/** A line of a figure as the API gives it. */
export interface Row {
  readonly [name: string]: unknown;
  readonly behind: Readonly<Record<string, string>>;
}

/** Makes the cells of a page in one language; a number leads to its reviews, in the scope and of the day of the page. */
export interface Teller {
  readonly phrases: Phrases;
  readonly say: Phrases['say'];
  /** A word that the API gives, by the key of its message. */
  word(prefix: string, name: unknown): string;
  number(value: unknown): string;
  text(value: unknown): CellView;
  code(value: unknown): CellView;
  /** A number of a row. */
  count(row: Row, name: string): CellView;
  /** A gap of a row, with its sign and its shade. */
  gap(row: Row, name: string): CellView;
  criterion(id: unknown): string;
  section(id: unknown): string;
  contributor(iso3: unknown): string;
  address(query: string | undefined): string | undefined;
}

const localeOf = (language: Language): string => (language === 'ar' ? 'ar-u-nu-latn' : language);

const named = (language: Language) => {
  const words = wordsIn(language);
  // The latest version of each instrument comes last, and says how a criterion reads today.
  const all = instruments.map((instrument) => instrumentIn(words, instrument));
  const criteria = new Map(
    instruments.flatMap((instrument) =>
      instrument.criteria.map((criterion) => [criterion.id, criterionIn(words, criterion).text]),
    ),
  );
  const sections = new Map(
    all.flatMap(({ id, sections: own }) =>
      own.map((section): [string, string] => [`${id}/${section.id}`, section.title]),
    ),
  );
  return { criteria, sections };
};

const nameOfState = (language: Language, iso3: string): string => {
  const name = contributors.find((one) => one.iso3 === iso3)?.name;
  const known = language === 'en' || language === 'fr' || language === 'es' ? name?.[language] : '';
  return known ? `${known} (${iso3})` : iso3;
};

/** Shades begin at 5, 15 and 30 points. */
const heatOf = (gap: number): number => {
  const far = [30, 15, 5].findIndex((limit) => Math.abs(gap) >= limit);
  return far === -1 ? 0 : Math.sign(gap) * (3 - far);
};

// In Arabic a sign comes with a mark of direction that turns it round where figures run from left to right.
const withoutMarks = (text: string): string => text.replace(/[\u061c\u200e\u200f]/g, '');

/** A teller for one page; `asked` is what the page was asked for and a link keeps. */
export const tellerOf = (phrases: Phrases, asked: URLSearchParams): Teller => {
  const { say, language } = phrases;
  const plain = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(localeOf(language), {
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const { criteria, sections } = named(language);
  const number = (value: unknown) => (typeof value === 'number' ? plain.format(value) : '–');
  const address = (query: string | undefined) => {
    if (query === undefined) return undefined;
    return `/dashboard/reviews?${new URLSearchParams([...new URLSearchParams(query), ...asked])}`;
  };
  return {
    phrases,
    say,
    word: (prefix, name) => say(`${prefix}.${String(name)}` as MessageKey),
    number,
    text: (value) => ({ text: String(value ?? '–') }),
    code: (value) => ({ text: String(value ?? '–'), code: true }),
    count: ({ behind, ...row }, name) => ({
      text: number(row[name]),
      href: address(behind[name]),
      code: true,
    }),
    gap: ({ behind, ...row }, name) => {
      const value = row[name];
      if (typeof value !== 'number') return { text: '–' };
      const heat = heatOf(value);
      return {
        text: withoutMarks(signed.format(value)),
        href: address(behind[name]),
        code: true,
        heat,
      };
    },
    criterion: (id) =>
      say('dash.code_and_text', { code: String(id), text: criteria.get(String(id)) ?? '' }),
    section: (id) =>
      say('dash.code_and_text', {
        code: String(id).split('/')[1] ?? '',
        text: sections.get(String(id)) ?? String(id),
      }),
    contributor: (iso3) => nameOfState(language, String(iso3)),
    address,
  };
};
