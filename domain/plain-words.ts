import type * as z from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** What is said of a field that is not there. */
export const missingField = 'This field is missing: give it.';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  date: 'a day, written YYYY-MM-DD',
  datetime: 'an instant in UTC, written YYYY-MM-DDThh:mm:ss.sssZ',
  email: 'an e-mail address, written name@domain',
  url: 'a web address that begins with https://',
};

const either = new Intl.ListFormat('en', { type: 'disjunction' });

const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value);

const oneOf = (values: readonly unknown[]): string =>
  `must be ${either.format(values.map(quoted))}`;

const counted: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

const bound = (
  [least, beyond]: readonly [string, string],
  origin: string,
  limit: number | bigint,
  inclusive = true,
): string => {
  const unit = counted[origin];
  return unit
    ? `must have ${least} ${limit} ${unit}`
    : `must be ${inclusive ? least : beyond} ${limit}`;
};

const isEmpty = (input: unknown): boolean =>
  input === '' || (Array.isArray(input) && !input.length);

/** What each form of a union wants, where none of them fits: what they say of the value itself. */
const anyForm = (errors: readonly (readonly z.core.$ZodIssue[])[]): string => {
  const wants = errors.flatMap((issues) =>
    issues.filter(({ path }) => path.length === 0).map(({ message }) => message),
  );
  const forms = wants.map((message) => message.replace(/^must be /, ''));
  return forms.length > 0
    ? `must be ${either.format(new Set(forms))}`
    : 'has no form that is known here';
};

/**
 * What is wrong with a value, in words for people who never saw a schema; given to zod as `error`. What a
 * schema says itself goes before it.
 */
export const plainWords = (issue: RawIssue): string => {
  if (issue.input === undefined) return missingField;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      return isEmpty(issue.input)
        ? 'must not be empty'
        : bound(['at least', 'more than'], issue.origin, issue.minimum, issue.inclusive);
    case 'too_big':
      return bound(['at most', 'less than'], issue.origin, issue.maximum, issue.inclusive);
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? `written as this pattern says: ${issue.pattern ?? issue.format}`}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has fields that do not exist here: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : anyForm(issue.errors);
    case 'invalid_key':
      return `has a name that ${issue.issues[0]?.message ?? 'is not taken here'}`;
    default:
      return 'is not taken here';
  }
};
