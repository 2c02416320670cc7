import * as z from 'zod';
import { Instrument } from '../../domain/instrument.ts';
import type { InstrumentRef } from '../../domain/review.ts';
import type { Read } from './show-page.ts';

const Shown = Instrument.safeExtend({ translation: z.unknown().optional() });

/** The instrument of a review, with sections and criteria in the language of the page. */
export const shownInstrument = async (
  read: Read,
  { id, version }: z.output<typeof InstrumentRef>,
  language: string,
): Promise<z.output<typeof Shown>> =>
  Shown.parse(await read(`/v1/instruments/${id}/${version}?lang=${language}`));
