import validateAsl from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { handlers, machines } from '../local/functions.ts';
import { statesOf } from '../local/step-functions/definition.ts';

describe.each(Object.entries(machines))('the state machine %s', (_, machine) => {
  it('is valid Amazon States Language', () => {
    // A copy, because the validator writes into what it validates.
    const { isValid, errorsText } = validateAsl(structuredClone(machine));

    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  it('gives every task a timeout, and calls only functions that exist', () => {
    const tasks = statesOf(machine).flatMap(([, state]) => (state.Type === 'Task' ? [state] : []));

    for (const task of tasks) {
      expect(task.TimeoutSeconds).toBeGreaterThan(0);
      expect(Object.keys(handlers)).toContain(task.Parameters?.FunctionName);
    }
  });
});
