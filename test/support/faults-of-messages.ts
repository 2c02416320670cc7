import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../domain/language.ts';
import { faultsOf, sameAsEnglish } from './faults-of-words.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const parsed = (language: Language, message: string): Element[] =>
  new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();

const isPlural = (element: Element) => 'options' in element && 'pluralType' in element;
const isSelect = (element: Element) => 'options' in element && !('pluralType' in element);

/** Every element of a message, those inside of its forms too. */
const elementsOf = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => [
    element,
    ...('options' in element
      ? Object.values(element.options).flatMap(({ value }) => elementsOf(value))
      : []),
  ]);

const sorted = (names: Iterable<string>): string => [...new Set(names)].sort().join(' ');

// A literal has no name for a value: everything else with one is a placeholder.
const isLiteral = (element: Element) => element.type === 0;
const namesOf = (elements: readonly Element[]): string =>
  sorted(elements.flatMap((one) => ('value' in one && !isLiteral(one) ? [String(one.value)] : [])));

const literalsOf = (elements: readonly Element[]): string =>
  elements
    .flatMap((one) => (isLiteral(one) && 'value' in one ? [String(one.value)] : []))
    .join(' ');

const optionsOf = (elements: readonly Element[], wanted: typeof isSelect): string[] =>
  elements.flatMap((one) =>
    'options' in one && wanted(one) ? [`${one.value}: ${sorted(Object.keys(one.options))}`] : [],
  );

/** The forms that each plural must have: those of the language, and the exact numbers of the English. */
const pluralsWanted = (language: Language, english: readonly Element[]): string[] =>
  english.flatMap((one) => {
    if (!('options' in one) || !isPlural(one)) return [];
    const exact = Object.keys(one.options).filter((form) => form.startsWith('='));
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    return [`${one.value}: ${sorted([...exact, ...categories])}`];
  });

/** A select of the English that another language need not choose by, but must keep where it does. */
const selectsOf = (elements: readonly Element[]): string =>
  sorted(optionsOf(elements, isSelect).filter((said) => !said.startsWith('day:')));

/** What is wrong with a message in a language, as far as a machine can see it; empty where nothing is. */
export const faultsOfMessage = (
  language: Exclude<Language, 'en'>,
  english: string,
  message: string,
): string[] => {
  const said = elementsOf(parsed(language, message));
  const meant = elementsOf(parsed('en', english));
  const words = literalsOf(said);
  const hasWords = /\p{L}{2}/u.test(literalsOf(meant));
  const faults = {
    'has other placeholders': namesOf(said) !== namesOf(meant),
    'has other choices': selectsOf(said) !== selectsOf(meant),
    'lacks a plural form':
      sorted(optionsOf(said, isPlural)) !== sorted(pluralsWanted(language, meant)),
    'is the English':
      hasWords && words === literalsOf(meant) && !sameAsEnglish[language].includes(words),
  };
  const ofWords = hasWords
    ? faultsOf(language, english, words.trim()).filter((fault) => /script|blank/.test(fault))
    : [];
  return [
    ...Object.entries(faults).flatMap(([fault, found]) => (found ? [fault] : [])),
    ...ofWords,
  ];
};

/** The plural forms that English itself must have. */
export const lacksEnglishForm = (message: string): boolean => {
  const said = elementsOf(parsed('en', message));
  return sorted(optionsOf(said, isPlural)) !== sorted(pluralsWanted('en', said));
};
