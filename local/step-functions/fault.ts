/** A refusal under the name Step Functions gives it, with its HTTP status. */
export class Fault extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
