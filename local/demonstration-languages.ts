import type { Language } from '../domain/language.ts';

// An official language of the State that is one of the United Nations too; how its mission really writes is not known here.
const spoken: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  ar: ['DZA', 'EGY', 'JOR', 'MAR', 'MRT', 'QAT', 'SDN', 'TUN', 'YEM'],
  zh: ['CHN'],
  fr: 'BDI BEL BEN BFA CAF CIV CMR COD COG DJI FRA GAB GIN MDG MLI NER SEN TCD TGO'.split(' '),
  ru: ['BLR', 'KAZ', 'KGZ', 'RUS', 'TJK'],
  es: 'ARG BOL CHL ECU ESP GTM HND MEX PER PRY SLV URY'.split(' '),
};

const byContributor = new Map(
  Object.entries(spoken).flatMap(([language, states]) =>
    states.map((state) => [state, language as Language] as const),
  ),
);

/** The language in which demonstration people of a State are written to; English for all the others. */
export const demonstrationLanguage = (contributor: string | undefined): Language =>
  (contributor && byContributor.get(contributor)) || 'en';
