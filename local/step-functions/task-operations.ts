import * as z from 'zod';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import { asked, isJson, Json, Reason, Token } from './requests.ts';
import { TaskFailed } from './task-failed.ts';

const Success = z.object({ taskToken: Token, output: Json });
const Heartbeat = z.object({ taskToken: Token });
const Failure = z.object({ taskToken: Token, ...Reason });

const succeed = ({ tokens }: Engine, body: unknown) => {
  const { taskToken, output } = asked(Success, body);
  if (!isJson(output)) throw new Fault('InvalidOutput', "Invalid Output: 'not JSON'");
  tokens.take(taskToken).resolve(JSON.parse(output));
  return {};
};

const fail = ({ tokens }: Engine, body: unknown) => {
  const { taskToken, error = '', cause = '' } = asked(Failure, body);
  tokens.take(taskToken).reject(new TaskFailed(error, cause));
  return {};
};

/** No state here has HeartbeatSeconds: the answer only tells whether somebody waits. */
const heartbeat = ({ tokens }: Engine, body: unknown) => {
  tokens.check(asked(Heartbeat, body).taskToken);
  return {};
};

export const taskOperations = (engine: Engine) => ({
  SendTaskSuccess: (body: unknown) => succeed(engine, body),
  SendTaskHeartbeat: (body: unknown) => heartbeat(engine, body),
  SendTaskFailure: (body: unknown) => fail(engine, body),
});
