import type { Language } from '../domain/language.ts';
import { Words } from '../domain/words.ts';
import ar from './words/ar.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** The words of the instruments in every language but English, which the instruments themselves hold. */
export const words: Readonly<Record<Exclude<Language, 'en'>, Words>> = {
  ar: Words.parse(ar),
  zh: Words.parse(zh),
  fr: Words.parse(fr),
  ru: Words.parse(ru),
  es: Words.parse(es),
};
