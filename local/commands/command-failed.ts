/** Why a command did not do what it should: one sentence, and what to type next. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly command: string;
  /** 1; 2 where what was typed cannot be done at all. */
  readonly exitCode: 1 | 2;

  constructor(sentence: string, command: string, exitCode: 1 | 2 = 1) {
    super(sentence);
    this.command = command;
    this.exitCode = exitCode;
  }
}
