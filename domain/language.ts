import * as z from 'zod';

/** The official languages of the United Nations, by their ISO 639-1 codes. */
export const Language = z.enum(['ar', 'zh', 'en', 'fr', 'ru', 'es']);
export type Language = z.output<typeof Language>;
