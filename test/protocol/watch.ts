import type { Actor } from './gate.ts';
import type { ModelStage } from './model.ts';
import { standing } from './record.ts';

/** What a task of the machine is told. */
export interface Told {
  readonly review: string;
  readonly run: number;
  readonly stage?: ModelStage;
  readonly round: number;
  readonly token?: string;
  readonly error?: string;
}

/** A task that ended, and how the record and the run stood before and after it. */
export interface Ended {
  readonly name: string;
  readonly told: Told;
  readonly how: string;
  readonly faulty: boolean;
  readonly from: { readonly version: number; readonly run: number };
  readonly to: { readonly version: number; readonly run: number };
}

/** A wait that was ended from outside, with what. */
export interface Delivery {
  readonly wait: Told;
  readonly output: { review: string; run: number; round: number; outcome: string };
}

type Attributes = Record<string, { S?: string; N?: string } | undefined>;

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return 'injected' in error ? 'injected' : error.name;
};

/** Sees what tasks are told and do, which the record alone does not show. */
export const openWatch = () => {
  const tokens = new Map<string, Told>();
  const ended: Ended[] = [];
  const deliveries: Delivery[] = [];
  const problems: string[] = [];
  const hear = (told: Told): void => {
    if (told.token) tokens.set(told.token, told);
    if (told.error === 'Superseded') problems.push(`${told.review}: being late is no failure`);
  };
  const watched = async (name: string, told: Told, actor: Actor, work: () => Promise<unknown>) => {
    const from = await standing(told.review);
    const note = async (how: string) => {
      const to = await standing(told.review);
      ended.push({ name, told, how, faulty: actor.faulty, from, to });
    };
    try {
      const result = await work();
      await note('done');
      return result;
    } catch (error) {
      await note(nameOf(error));
      throw error;
    }
  };
  return {
    ended,
    deliveries,
    problems,
    task: (name: string, payload: unknown, actor: Actor, work: () => Promise<unknown>) => {
      const told = payload as Told;
      if (!told.review) return work();
      hear(told);
      return watched(name, told, actor, work);
    },
    delivered: ({ taskToken, output }: { taskToken: string; output: string }): void => {
      const wait = tokens.get(taskToken);
      if (wait) deliveries.push({ wait, output: JSON.parse(output) });
      else problems.push('a wait was ended whose token nobody was given');
    },
    /** A token in RUN is one that this very run was given, for the stage and round beside it. */
    put: (item: Attributes): void => {
      const token = item.token?.S;
      if (!item.pk?.S?.startsWith('RUN#') || !token) return;
      const own = tokens.get(token);
      const beside = [item.run?.N, item.stage?.S, item.round?.N].join(' ');
      if (own && beside === [own.run, own.stage, own.round].join(' ')) return;
      problems.push(`${item.pk.S} keeps a token of another place than ${beside}`);
    },
  };
};
export type Watch = ReturnType<typeof openWatch>;
