import * as z from 'zod';
import table from './contributors.json' with { type: 'json' };
import { sourcedTable } from './sourced-table.ts';

/** A State that may contribute units: ISO 3166 alpha-3 code, UN M49 code as three digits, short names. */
export const Contributor = z.strictObject({
  iso3: z.string().regex(/^[A-Z]{3}$/),
  m49: z.string().regex(/^[0-9]{3}$/),
  status: z.enum(['member', 'observer']),
  name: z.strictObject({ en: z.string().min(1), fr: z.string().min(1), es: z.string().min(1) }),
});
export type Contributor = z.output<typeof Contributor>;

/** The member and observer States of the United Nations, by ISO code. Source and date stand in the data. */
export const contributors: readonly Contributor[] = sourcedTable(Contributor).parse(table).rows;

const byCode = new Map(contributors.map((contributor) => [contributor.iso3, contributor]));

export const findContributor = (iso3: string): Contributor | undefined => byCode.get(iso3);
