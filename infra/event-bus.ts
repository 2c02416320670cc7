import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

/** Whether `eventBus` of the context says yes; a value of the command line is a text. Throws on anything but true and false. */
export const isWanted = (given: unknown): boolean => {
  const text = String(given ?? false);
  if (text !== 'true' && text !== 'false')
    throw new Error(`eventBus is true or false; this is "${text}".`);
  return text === 'true';
};

/** The bus that gets every event which a webhook without State and mission would get; whoever wants them adds rules to it. */
export class Events extends Construct {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, eventBusName: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName }) as IEventBus;
  }
}
