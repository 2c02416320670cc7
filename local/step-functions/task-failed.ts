/** How an attempt of a task fails: Retry and Catch match `name`, the message is the cause. */
export class TaskFailed extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** A failure that neither Retry nor Catch may see; the interpreter asks these two flags. */
export class BeyondCatch extends TaskFailed {
  readonly isRetryable = false;
  readonly isCatchable = false;
}
