import middy from '@middy/core';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from './http/app.ts';

const serve = handle(createApp());

/** The HTTP API on Lambda: the same app as in the embedded host. */
export const handler = middy<LambdaEvent, unknown>().handler((event) => serve(event));
