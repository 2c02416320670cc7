/** One field that is wrong: a JSON pointer, a stable code, and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Why a command was not carried out. The HTTP door gives each code its status. */
export type RefusalCode =
  | 'invalid_request'
  | 'invalid_answers'
  | 'not_reattested'
  | 'invalid_evidence'
  | 'forbidden'
  | 'separation_of_duties'
  | 'not_found'
  | 'wrong_stage'
  | 'sealed'
  | 'closed_already'
  | 'stale_version'
  | 'unknown_reference'
  | 'no_delegation'
  | 'last_admin'
  | 'person_erased'
  | 'export_too_large';

/** A command that may not be carried out, in words a focal point understands. Nothing was changed. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly errors: readonly FieldError[];

  constructor(code: RefusalCode, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = errors;
  }
}

/** The record stands elsewhere than this step expects: another execution was faster. The step ends. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}
