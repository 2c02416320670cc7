import * as z from 'zod';
import { text } from '../text.ts';
import { MissionDay } from './shared-fields.ts';

/** What answers a gap: it differs with whether the host State does not want, or is not able. */
const Lever = z.enum([
  'dialogue',
  'good_offices',
  'sanctions',
  'compact',
  'capacity_building',
  'support_under_hrddp',
]);

/** The consent of the host State as the Secretariat assesses it, the gap behind it, and the lever for it. */
export const HostState = z
  .strictObject({
    ...MissionDay,
    consent: z.enum(['given', 'qualified', 'withdrawn', 'unclear']),
    gap: z.enum(['none', 'lack_of_will', 'lack_of_capacity']),
    lever: Lever.optional(),
    note: text(2000),
  })
  .refine(({ gap, lever }) => gap === 'none' || lever, {
    error: 'name the lever that answers the gap',
    path: ['lever'],
  });
export type HostState = z.output<typeof HostState>;
