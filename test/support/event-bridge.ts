import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CloudEvent } from '../../domain/webhooks/cloud-event.ts';

/** An entry as it comes over the wire. */
interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: number;
  readonly Detail: string;
}

/** What EventBridge does with an entry: takes it where this is undefined, else refuses it with this code. */
type Judge = (event: CloudEvent) => string | undefined;

/** PutEvents of EventBridge on this machine, and the settings by which the SDK finds it. */
export const startEventBridge = async () => {
  const taken: { entry: Entry; event: CloudEvent }[] = [];
  const calls: { target: string; entries: number }[] = [];
  let judge: Judge = () => undefined;
  let isDown = false;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { Entries } = JSON.parse(body) as { Entries: Entry[] };
    const target = String(request.headers['x-amz-target']);
    calls.push({ target, entries: Entries.length });
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (isDown) {
      response.writeHead(503, { 'x-amzn-errortype': 'ServiceUnavailable' });
      return response.end('{"__type":"ServiceUnavailable"}');
    }
    const answers = Entries.map((entry) => {
      const event = JSON.parse(entry.Detail) as CloudEvent;
      const ErrorCode = judge(event);
      if (ErrorCode) return { ErrorCode, ErrorMessage: 'not now' };
      taken.push({ entry, event });
      return { EventId: crypto.randomUUID() };
    });
    const FailedEntryCount = answers.filter((answer) => 'ErrorCode' in answer).length;
    return response.end(JSON.stringify({ FailedEntryCount, Entries: answers }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = {
    EVENT_BUS_NAME: 'bus-of-a-test',
    AWS_ENDPOINT_URL_EVENTBRIDGE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
    AWS_MAX_ATTEMPTS: '1',
  };
  Object.assign(process.env, settings);
  return {
    taken,
    calls,
    ids: (): string[] => taken.map(({ event }) => event.id),
    judgedBy: (other: Judge): void => {
      judge = other;
    },
    down: (now: boolean): void => {
      isDown = now;
    },
    close: async (): Promise<void> => {
      for (const name of Object.keys(settings)) delete process.env[name];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
