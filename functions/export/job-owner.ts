import { type ActingPerson, getPerson } from '../../adapters/people.ts';
import { type ExportJob, hasSameRights } from '../../domain/export/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import { actFor } from '../http/on-behalf-of.ts';

const refuse = (): never => {
  throw new Refusal(
    'forbidden',
    'Your rights have changed since you asked for this export: ask for it again.',
  );
};

/** Whoever asked for an export, as they are now. Refused where they have other rights than when they asked. */
export const jobOwner = async (job: ExportJob): Promise<ActingPerson> => {
  const person = await getPerson(job.owner);
  if (!person || person.erased) return refuse();
  const owner = job.actsFor === undefined ? person : await actFor(person, job.actsFor);
  return hasSameRights(job, owner) ? owner : refuse();
};
