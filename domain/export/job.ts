import * as z from 'zod';
import { type Asker, Role } from '../permissions.ts';
import { Iso3, MissionAcronym } from '../review.ts';
import { Instant } from '../text.ts';

/** How long the files of an export can be had, in milliseconds: a day. */
const kept = 86_400_000;

/** The first instant at which the files of an export made now are over. */
export const jobExpiry = (made: string): string => new Date(Date.parse(made) + kept).toISOString();

/** In which role and for whom somebody asked: whoever has other rights by now is given no file. */
const Rights = z.object({
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
});

/** An export that runs in the background: whose, which files, and of which reviews. */
export const ExportJob = z.object({
  id: z.string(),
  owner: z.string(),
  /** For whom the owner asked, where that was by a delegation. */
  actsFor: z.string().optional(),
  rights: Rights,
  files: z.array(z.string()),
  /** The filter and the looks, as they were asked for. */
  asked: z.record(z.string(), z.unknown()),
  made: Instant,
  expires: Instant,
});
export type ExportJob = z.output<typeof ExportJob>;

/** How far one file of an export is. Rows are told of single data sets; an archive says them inside. */
export const JobFile = z.object({
  job: z.string(),
  file: z.string(),
  status: z.enum(['writing', 'written', 'failed']),
  at: Instant,
  rows: z.int().optional(),
  bytes: z.int(),
  /** Of the rows as JSON Lines, in hexadecimal. */
  rowsSha256: z.string().optional(),
  /** Where it lies, once it is written. */
  key: z.string().optional(),
  /** Why there is none. */
  problem: z.object({ code: z.string(), detail: z.string() }).optional(),
});
export type JobFile = z.output<typeof JobFile>;

/** The rights of somebody, as a job keeps them. */
export const rightsOf = ({ role, contributor, mission }: Asker): ExportJob['rights'] => ({
  role,
  ...(contributor && { contributor }),
  ...(mission && { mission }),
});

/** Whether somebody has the very rights in which they asked. */
export const hasSameRights = ({ rights }: Pick<ExportJob, 'rights'>, asker: Asker): boolean =>
  rights.role === asker.role &&
  rights.contributor === asker.contributor &&
  rights.mission === asker.mission;
