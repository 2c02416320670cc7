import * as z from 'zod';
import { Outputs } from './deployment.ts';

/** What the tests of a deployment are told, as JSON in ORA_CLOUD. */
const Surroundings = z.object({
  /** The door to the API on this machine. */
  url: z.url(),
  /** The address of the AWS. */
  endpoint: z.url(),
  outputs: Outputs,
});
export type Surroundings = z.output<typeof Surroundings>;

/** The deployment that is tested, or undefined where the tests run on the embedded host. */
export const surroundings = (): Surroundings | undefined =>
  process.env.ORA_CLOUD ? Surroundings.parse(JSON.parse(process.env.ORA_CLOUD)) : undefined;
