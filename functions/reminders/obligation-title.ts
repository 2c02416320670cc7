import type { Language } from '../../domain/language.ts';
import type { MessageKey } from '../../instruments/messages.ts';
import { phrasesIn } from '../phrases.ts';

/** What an obligation is called in a language. Throws for one that has no words. */
export const obligationTitle = (language: Language, id: string): string =>
  phrasesIn(language).say(`obligation.${id.replaceAll('-', '_')}` as MessageKey);
