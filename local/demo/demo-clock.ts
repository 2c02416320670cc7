import * as z from 'zod';
import { ask, bodyOf } from '../commands/api-client.ts';
import { demoDays } from './plan.ts';

const day = 86_400_000;

/** A host this far behind began its clock for a demonstration; a few days are left to it. */
const behindEnough = (demoDays - 3) * day;

const View = z.object({ now: z.string(), ahead: z.number() });

/** The clock of the host, as the demonstration moves it. Days count from the first of the window. */
export interface DemoClock {
  /** `caught-up`: ends at the wall clock; `ahead`: 18 months further; `fixed`: cannot be moved. */
  readonly kind: 'caught-up' | 'ahead' | 'fixed';
  /** The instant of a day of the window, in milliseconds since the epoch. */
  instantOf(day: number): number;
  now(): number;
  goTo(day: number): Promise<void>;
  finish(): Promise<void>;
}

const fixedClock = (end: number): DemoClock => ({
  kind: 'fixed',
  instantOf: (at) => end - (demoDays - at) * day,
  now: Date.now,
  goTo: async () => {},
  finish: async () => {},
});

/** Reads the host's clock, and says where the window ends. */
export const openDemoClock = async (url: string): Promise<DemoClock> => {
  const reply = await ask(url, { path: '/local/clock' });
  if (reply.status === 404) return fixedClock(Date.now());
  const first = bodyOf(reply, View);
  let { ahead } = first;
  const kind = ahead <= -behindEnough ? 'caught-up' : 'ahead';
  const end = kind === 'caught-up' ? Date.now() : Date.parse(first.now) + demoDays * day;
  const now = () => Date.now() + ahead;
  const instantOf = (at: number) => end - (demoDays - at) * day;
  const forward = async (milliseconds: number) => {
    if (milliseconds <= 0) return;
    // Nobody is reminded in the middle of a play: those who act in it are told what to do by its plan.
    const body = { forward: milliseconds, still: true };
    const moved = await ask(url, { method: 'POST', path: '/local/clock', body });
    ({ ahead } = bodyOf(moved, View));
  };
  return {
    kind,
    instantOf,
    now,
    goTo: (at) => forward(instantOf(at) - now()),
    finish: () => forward(kind === 'caught-up' ? -ahead : end - now()),
  };
};
