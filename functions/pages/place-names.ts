import { findContributor } from '../../domain/reference/contributors.ts';

/** The name of a State in a language; in English where it is not known in that one, and its code where it is not known at all. */
export const contributorName = (iso3: string, language: string): string => {
  const names: Readonly<Record<string, string | undefined>> = findContributor(iso3)?.name ?? {};
  return names[language] ?? names.en ?? iso3;
};
