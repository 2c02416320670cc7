import type { Answer, Reply } from './answer.ts';
import type { Dialect } from './dialect.ts';

export const contentType = 'application/x-amz-json-1.0';

const parsed = (dialect: Dialect, bytes: Buffer): unknown => {
  if (bytes.length > dialect.maxRequestBytes) throw dialect.tooLarge();
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw dialect.unreadable('The request is not JSON');
  }
};

/** A reply as it goes over the wire: status and JSON text. */
export const written = ({ status, body }: Reply) => ({ status, text: JSON.stringify(body) });

/** Answers a request as it came over the wire; a refusal is an answer too. */
export const answerBytes = async (
  dialect: Dialect,
  answer: Answer,
  target: string,
  bytes: Buffer,
) => {
  try {
    return written(await answer(target, parsed(dialect, bytes)));
  } catch (error) {
    return written(dialect.replyTo(error));
  }
};
