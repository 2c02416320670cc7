import { type Answer, refusalOf } from './answer.ts';
import { Fault } from './fault.ts';

export const contentType = 'application/x-amz-json-1.0';

const maxRequestBytes = 1024 * 1024;

const parsed = (bytes: Buffer): unknown => {
  if (bytes.length > maxRequestBytes) {
    throw new Fault('RequestEntityTooLargeException', `more than ${maxRequestBytes} bytes`, 413);
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault('SerializationException', 'The request is not JSON');
  }
};

/** Answers a request as it came over the wire: status and JSON text. */
export const answerBytes = async (answer: Answer, target: string, bytes: Buffer) => {
  const { status, body } = await (async () => answer(target, parsed(bytes)))().catch(refusalOf);
  return { status, text: JSON.stringify(body) };
};
