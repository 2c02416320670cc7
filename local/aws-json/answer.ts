/** What goes back over the wire, whichever way it came: the HTTP status and the body before JSON. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

/**
 * Answers one request: `target` as in the header X-Amz-Target, `body` its parsed JSON, used up. A
 * refusal is an answer too: a status from 400 on, with `__type` and `message`.
 */
export type Answer = (target: string, body: unknown) => Promise<Reply>;
