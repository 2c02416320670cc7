import * as z from 'zod';
import { Refusal } from '../refusal.ts';
import { Iso3, MissionAcronym } from '../review.ts';
import { Instant } from '../text.ts';
import { type DataSetName, dataSetNames } from './data-sets.ts';

const longest = 366;

/** What narrows a token beyond what its owner may see: data sets, a State, a mission. */
const narrowing = {
  dataSets: z
    .array(z.enum(dataSetNames))
    .min(1)
    .max(dataSetNames.length)
    .refine((names) => new Set(names).size === names.length, 'each data set once')
    .optional(),
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
} as const;

/** What a token is asked for with; it lasts 90 days unless told, and 366 at most. */
export const ExportTokenRequest = z.strictObject({
  ...narrowing,
  days: z.int().min(1).max(longest).default(90),
});
export type ExportTokenRequest = z.output<typeof ExportTokenRequest>;

/**
 * What lets a program take exports as its owner could at that time, and do nothing else. `id` is the SHA-256
 * of the token, which itself is kept nowhere.
 */
export const ExportToken = z.object({
  id: z.string(),
  owner: z.string(),
  ...narrowing,
  made: Instant,
  /** The first instant at which it is over. */
  expires: Instant,
  revoked: Instant.optional(),
  version: z.int(),
});
export type ExportToken = z.output<typeof ExportToken>;

const dayLong = 86_400_000;

/** The first instant at which a token made now is over. */
export const expiryOf = ({ days }: Pick<ExportTokenRequest, 'days'>, now: string): string =>
  new Date(Date.parse(now) + days * dayLong).toISOString();

/** Whether a token still lets anybody in at this instant. */
export const isValid = ({ expires, revoked }: ExportToken, now: string): boolean =>
  revoked === undefined && now < expires;

const refuse = (detail: string): never => {
  throw new Refusal('forbidden', detail);
};

interface Narrowed {
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** The filter as far as the token reaches. Refuses data sets, States and missions that it is not for. */
export const narrowedBy = <F extends Narrowed>(
  token: ExportToken | undefined,
  sets: readonly DataSetName[],
  filter: F,
): F => {
  if (!token) return filter;
  const { dataSets = dataSetNames, contributor, mission } = token;
  if (sets.some((set) => !dataSets.includes(set)))
    refuse(`This token is for ${dataSets.join(', ')} only: ask its owner for another one.`);
  const isOther = (wanted?: string, given?: string) =>
    wanted !== undefined && given !== undefined && wanted !== given;
  if (isOther(filter.contributor, contributor) || isOther(filter.mission, mission))
    refuse('This token is for another State or mission: leave the filter out.');
  return { ...filter, ...(contributor && { contributor }), ...(mission && { mission }) };
};
