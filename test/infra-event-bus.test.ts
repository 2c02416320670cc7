import { describe, expect, it } from 'vitest';
import { isWanted } from '../infra/event-bus.ts';
import { functionNames } from '../infra/permissions.ts';
import { all, dev, type Json, only, templateOf } from './support/templates.ts';

const withBus = templateOf('dev', true);
const bus = only('AWS::Events::EventBus', withBus);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const putting = all('AWS::IAM::Policy', withBus).flatMap(({ id, Properties }) =>
  (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement.filter(
    ({ Action }) => JSON.stringify(Action).includes('events:'),
  ).map(({ Action, Resource }) => ({ id, Action, Resource })),
);

describe('the event bus on AWS', () => {
  it('is not there unless it is asked for, and then nothing else of the stack but names and one right is', () => {
    const without = JSON.stringify(dev.toJSON());

    expect(all('AWS::Events::EventBus')).toEqual([]);
    expect(without).not.toContain('EVENT_BUS_NAME');
    expect(without).not.toContain('events:PutEvents');
    expect(Object.keys(withBus.toJSON().Resources)).toHaveLength(
      Object.keys(dev.toJSON().Resources).length + 1,
    );
  });

  it('has the name of the stack, and is told to the operator', () => {
    expect(bus.Properties.Name).toBe('ora-dev-events');
    expect(withBus.findOutputs('EventBusName').EventBusName?.Value).toEqual({ Ref: bus.id });
  });

  it('takes events from the function that delivers them, which may put them on no other bus', () => {
    expect(putting).toEqual([
      {
        id: expect.stringMatching(/^FunctionsDeliverEventsRole/),
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': [bus.id, 'Arn'] },
      },
    ]);
  });

  it('is known by name to every function, so that each event is listed for it', () => {
    const named = all('AWS::Lambda::Function', withBus).map(
      ({ Properties }) => (Properties.Environment as { Variables: Json }).Variables.EVENT_BUS_NAME,
    );

    expect(named).toEqual(functionNames.map(() => ({ Ref: bus.id })));
  });

  it('is asked for by eventBus, true or false, in cdk.json or on the command line', () => {
    expect([true, 'true', false, 'false', undefined].map(isWanted)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(() => isWanted('yes')).toThrow('eventBus is true or false');
  });
});
