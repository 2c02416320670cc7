/** Why a command did not do what it should: one sentence, and what to type next. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly command: string;

  constructor(sentence: string, command: string) {
    super(sentence);
    this.command = command;
  }
}
