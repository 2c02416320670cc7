import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { statesOf } from '../../local/step-functions/definition.ts';
import { reminders } from '../../workflows/reminders.ts';
import { review } from '../../workflows/review.ts';
import { catchesIn, executionsOf, historyOf, statesIn } from './executions-of.ts';
import { failingTasks } from './failing-tasks.ts';
import { type House, openHouse } from './house.ts';
import { lostCalls } from './lost-calls.ts';
import { otherEndings } from './other-endings.ts';
import { parked } from './parked.ts';
import { refused } from './refused.ts';
import { tokens } from './tokens.ts';

let opened: House;
const house = (): House => opened;

beforeAll(async () => {
  opened = await openHouse();
});
afterEach(() => opened.mend());
afterAll(() => opened.close());

lostCalls(house);
failingTasks(house);
tokens(house);
parked(house);
refused(house);
otherEndings(house);

/** What all executions above went through, read through the SDK. */
const reached = async () => {
  const states = new Set<string>();
  const catches = new Set<string>();
  for (const machine of ['review', 'brief', 'reminders'] as const)
    for (const { executionArn } of await executionsOf(house(), machine)) {
      const history = await historyOf(house(), executionArn);
      for (const state of statesIn(history)) states.add(state);
      for (const taken of catchesIn(history)) catches.add(taken);
    }
  return { states: [...states].sort(), catches: [...catches].sort() };
};

const defined = [review, reminders].flatMap((machine) => statesOf(machine));

describe('the tests above', () => {
  it('reach every state of both machines, and take every catch', async () => {
    const { states, catches } = await reached();

    expect(states).toEqual(defined.map(([name]) => name).sort());
    const written = defined.flatMap(([name, state]) =>
      'Catch' in state ? (state.Catch ?? []).map(({ Next }) => `${name} -> ${Next}`) : [],
    );
    expect(catches).toEqual([...new Set(written)].sort());
  });
});
