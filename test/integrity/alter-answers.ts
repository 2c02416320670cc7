import { answersHash } from '../../adapters/hashing.ts';
import { oneOf } from '../crash/seeded.ts';
import { type Alteration, factsOf, headed, type Raw, rehashed, type Target } from './forge.ts';

const changedAnswers = (answers: unknown): Raw => {
  const [first = '', ...rest] = Object.keys(answers as Raw);
  const all = answers as Raw;
  return {
    ...Object.fromEntries(rest.map((id) => [id, all[id]])),
    [first]: { value: 'not_assessed' },
  };
};

const answersOf = ({ chain, random, upTo }: Target) => {
  const submitted = chain.events
    .slice(0, upTo)
    .flatMap((event, index) => (event.type === 'stage-submitted' ? [{ event, index }] : []));
  const { event, index } = oneOf(random, submitted as [(typeof submitted)[number]]);
  const { stage, answers } = factsOf(event) as { stage: string; answers: string };
  return { event, index, stage, answers, name: `${stage}#${answers}` };
};

export const alterAnswers: Alteration = (target) => {
  const { name } = answersOf(target);
  const { chain } = target;
  const answers = { ...chain.answers, [name]: changedAnswers(chain.answers[name]) };
  const from = chain.events.findIndex(
    (event) =>
      event.type === 'stage-submitted' &&
      name === `${factsOf(event).stage}#${factsOf(event).answers}`,
  );
  return { chains: [{ ...chain, answers }], from: from + 1 };
};

export const exchangeAnswers: Alteration = (target) => {
  const { chain } = target;
  const { event, index, stage, answers, name } = answersOf(target);
  const changed = changedAnswers(chain.answers[name]);
  const next = `${answers.split('#')[0]}#${answersHash(changed)}`;
  const events = chain.events.toSpliced(index, 1, {
    ...event,
    facts: { ...factsOf(event), answers: next },
  });
  const { [name]: _, ...others } = chain.answers;
  const all = { ...others, [`${stage}#${next}`]: changed };
  return {
    chains: [headed({ ...chain, answers: all, events: rehashed(chain.id, events) })],
    from: index + 1,
  };
};

export const loseAnswers: Alteration = (target) => {
  const { name, index } = answersOf(target);
  const { [name]: _, ...answers } = target.chain.answers;
  return { chains: [{ ...target.chain, answers }], from: index + 1 };
};
