import type { Stage } from '../../domain/stages.ts';
import { CommandFailed } from '../commands/command-failed.ts';
import { demonstrationToken, type Wanted } from '../commands/demonstration-token.ts';
import { atOnce } from './at-once.ts';
import type { PlannedReview } from './plan.ts';

export type Subject = Pick<PlannedReview, 'contributor' | 'mission' | 'evaluator'>;

/** Who opens reviews, reports arrivals and decides. */
export const director: Wanted = { role: 'director' };

/** Who signs the field verification on behalf of the unit. */
export const contingentCommander = ({ contributor }: Pick<Subject, 'contributor'>): Wanted => ({
  role: 'contingent_commander',
  contributor,
});

/** Who answers a stage of a review: another person for each, as the separation of duties wants it. */
export const holderOf = (stage: Stage, { contributor, mission, evaluator }: Subject): Wanted => {
  switch (stage) {
    case 'self-assessment':
      return { role: 'permanent_mission', contributor };
    case 'evaluation':
      return { role: 'evaluator', person: `demo-evaluator-${evaluator}` };
    case 'verification':
      return { role: 'verifier', mission };
  }
};

/** The bearer token of a person who takes part. */
export type TokenOf = (person: Wanted) => string;

const nameOf = (person: Wanted): string => JSON.stringify(person);

const everybody = (plan: readonly PlannedReview[]): Wanted[] => {
  const taking = plan.flatMap((review) => [
    holderOf('self-assessment', review),
    holderOf('evaluation', review),
    holderOf('verification', review),
    contingentCommander(review),
  ]);
  return [...new Map([director, ...taking].map((person) => [nameOf(person), person])).values()];
};

/** The variable that holds somebody's token where tokens cannot be had for the asking. */
const variableOf = ({ role, contributor, mission }: Wanted): string =>
  ['ORA_TOKEN', role, contributor ?? mission].filter(Boolean).join('_').toUpperCase();

const fromEnvironment = (url: string, people: readonly Wanted[]): TokenOf => {
  const tokenIn = (person: Wanted) =>
    process.env[variableOf(person)] ?? (person === director ? process.env.ORA_TOKEN : undefined);
  const wanted = new Set(people.filter((person) => !tokenIn(person)).map(variableOf));
  const [first] = wanted;
  if (first)
    throw new CommandFailed(
      `${url} is a deployment, where nobody's token can be had for the asking: the demonstration needs ${wanted.size} more variables, ${[...wanted].slice(0, 5).join(', ')}${wanted.size > 5 ? ' …' : ''}. A small file with --from needs fewer.`,
      `export ${first}=<their token>`,
    );
  return (person) => tokenIn(person) ?? '';
};

/** Has a token of everybody who takes part, before anything happens. Throws CommandFailed where one is missing. */
export const gatherTokens = async (
  url: string,
  plan: readonly PlannedReview[],
): Promise<TokenOf> => {
  const people = everybody(plan);
  const first = await demonstrationToken(url, director);
  if (!first) return fromEnvironment(url, people);
  const tokens = new Map<string, string>();
  await atOnce(people, 8, async (person) => {
    tokens.set(nameOf(person), (await demonstrationToken(url, person)) ?? '');
  });
  return (person) => tokens.get(nameOf(person)) ?? '';
};
