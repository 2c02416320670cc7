import type { Answer } from './operations.ts';
import { type Reply, replyTo, tooLarge, unreadable } from './refusals.ts';

/** The largest request DynamoDB takes, in bytes. */
export const maxRequestBytes = 16 * 1024 * 1024;

export const contentType = 'application/x-amz-json-1.0';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('The request is not JSON');
  }
};

const replyToText = async (answer: Answer, target: string, bytes: Buffer): Promise<Reply> => {
  try {
    if (bytes.length > maxRequestBytes) throw tooLarge();
    return await answer(target, parsed(bytes.toString('utf8')));
  } catch (error) {
    return replyTo(error);
  }
};

/** Answers a request as it came over the wire: status and JSON text. */
export const answerBytes = async (answer: Answer, target: string, bytes: Buffer) => {
  const { status, body } = await replyToText(answer, target, bytes);
  return { status, text: JSON.stringify(body) };
};
