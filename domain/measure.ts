import * as z from 'zod';

/** How a criterion is answered: a percentage 0-100, satisfactory / needs improvement / unsatisfactory, or yes / no. */
export const Measure = z.enum(['PCT', 'SNU', 'YN']);
export type Measure = z.output<typeof Measure>;

/** Lower limits, in per cent, from which a percentage counts as satisfactory (S) and as needs improvement (NI). */
export const Bands = z
  .strictObject({
    satisfactory: z.number().min(0).max(100),
    improvement: z.number().min(0).max(100),
  })
  .refine(
    (bands) => bands.improvement <= bands.satisfactory,
    'improvement may not exceed satisfactory',
  );
export type Bands = z.output<typeof Bands>;
