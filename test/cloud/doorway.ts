import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Wanted } from '../../local/demonstration-people.ts';
import type { Deployed } from './deployment.ts';
import type { Tokens } from './people.ts';

interface Surroundings {
  readonly deployed: Deployed;
  readonly endpoint: string;
  readonly tokensOf: (wanted: Wanted) => Promise<Tokens>;
}

/** Where a request for the API goes; an emulator tells its APIs apart by the name in `Host`. */
const targetOf = ({ deployed, endpoint }: Surroundings) => {
  const api = new URL(deployed.ApiUrl);
  const base = new URL(endpoint);
  const name = `${api.hostname.split('.')[0]}.execute-api.localhost:${base.port}`;
  return { base, host: name };
};

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
};

/** What the embedded host offers beside the API, as far as a deployment has it. */
const controls = ({ deployed, tokensOf }: Surroundings) => {
  const machines = new SFNClient({});
  const start = (stateMachineArn: string, input: object) =>
    machines.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return {
    '/local/token': async (body: unknown) => (await tokensOf(Wanted.parse(body))).access,
    // Not of the embedded host: what the gateway must not take for a token.
    '/local/id-token': async (body: unknown) => (await tokensOf(Wanted.parse(body))).id,
    '/local/anchor': async () => {
      await start(deployed.AnchorStateMachineArn, {});
      return '{"started":true}';
    },
    '/local/reminders': async () => {
      await start(deployed.RemindersStateMachineArn, { round: 0 });
      return '{"started":true}';
    },
  };
};

/**
 * A door on this machine to a deployed API, which also gives tokens of demonstration people and starts what
 * a clock starts: whatever speaks to the embedded host can then speak to the deployment. The clock stays.
 */
export const openDoorway = async (surroundings: Surroundings) => {
  const { base, host } = targetOf(surroundings);
  const offered: Record<string, (body: unknown) => Promise<string>> = controls(surroundings);

  const pass = (incoming: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const { method, url: path, headers } = incoming;
    const passed = request(
      { host: base.hostname, port: base.port, method, path, headers: { ...headers, host } },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      },
    );
    passed.on('error', (error) => answer(response, 502, error.message));
    passed.end(body);
  };

  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const control = incoming.method === 'POST' ? offered[incoming.url ?? ''] : undefined;
    if (!control) return pass(incoming, response, body);
    try {
      answer(response, 200, await control(JSON.parse(body.toString() || '{}')));
    } catch (error) {
      answer(response, 500, String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
