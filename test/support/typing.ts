import type { Answered } from './client.ts';

/** A body with places that texts go into; `slots[n]` are the pointers that the nth text of a request fills. */
export interface Form {
  /** The fields as the API describes them: `post /v1/reviews/{id}/comments text`. */
  readonly fields: readonly string[];
  readonly slots: readonly (readonly string[])[];
  readonly body: () => object | Promise<object>;
  readonly send: (body: object) => Promise<Answered>;
}

/** A form, and how much is typed into it: every text, or the formulas with a share of the others, or a few. */
export interface Typing extends Form {
  readonly much: 'all' | 'formulas' | 'few';
}

/** What became of the texts: those that are kept, in the form in which they are, and those that were refused. */
export interface Typed {
  readonly kept: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

type Json = Record<string, unknown>;

const put = (body: object, pointer: string, value: string): void => {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop() ?? '';
  const inner = steps.reduce<Json>((at, step) => at[step] as Json, body as Json);
  inner[last] = value;
};

interface Filled {
  readonly text: string;
  readonly pointer: string;
}

/** The pointers that an answer refuses, of those that were filled; throws where it is about anything else. */
const refusedBy = ({ fields }: Form, filled: readonly Filled[], answer: Answered): string[] => {
  // Somebody was faster, or it is busy: the same again.
  if (answer.status === 412 || answer.status === 503) return [];
  const errors: { pointer: string }[] = answer.body.errors ?? [];
  const ours = filled.filter(({ pointer }) => errors.some((error) => error.pointer === pointer));
  if (answer.status !== 422 || ours.length === 0)
    throw new Error(`${fields[0]}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return ours.map(({ pointer }) => pointer);
};

/** Types texts into the slots of one request; what a field refuses is left out at the next try. */
const typeOnce = async (form: Form, texts: readonly string[]): Promise<Map<string, boolean>> => {
  const filled = texts.flatMap((text, at) =>
    (form.slots[at] ?? []).map((pointer) => ({ text, pointer })),
  );
  const refused = new Set<string>();
  for (let tries = 0; tries < 6; tries += 1) {
    const asked = structuredClone(await form.body());
    for (const { text, pointer } of filled)
      put(asked, pointer, refused.has(pointer) ? 'plain 1' : text);
    const answer = await form.send(asked);
    if (answer.status < 300) {
      const kept = filled.filter(({ pointer }) => !refused.has(pointer));
      return new Map(texts.map((text) => [text, kept.some((one) => one.text === text)]));
    }
    for (const pointer of refusedBy(form, filled, answer)) refused.add(pointer);
  }
  throw new Error(`${form.fields[0]} refuses what it did not refuse before`);
};

/** Types each text into a form, as many at once as it has slots for. */
export const typeInto = async (form: Form, texts: readonly string[]): Promise<Typed> => {
  const kept = new Set<string>();
  const refused = new Set<string>();
  const size = form.slots.length;
  for (let from = 0; from < texts.length; from += size)
    for (const [text, isKept] of await typeOnce(form, texts.slice(from, from + size)))
      (isKept ? kept : refused).add(isKept ? text.normalize('NFC') : text);
  return { kept, refused };
};
