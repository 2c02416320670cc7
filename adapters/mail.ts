import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { setting } from './environment.ts';
import { classified } from './unavailable.ts';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const composer = createTransport({ streamTransport: true, buffer: true });
let ses = new SESv2Client({});

/** Gives mail another client: the embedded host and tests keep it on this machine. */
export const useMail = (client: SESv2Client): void => {
  ses = client;
};

const mimeOf = async (message: Message): Promise<Buffer> => {
  const { message: mime } = await composer.sendMail({
    ...message,
    from: setting('MAIL_FROM'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return mime as Buffer;
};

/** Sends one mail; the answer is the provider's message id. */
export const sendMail = async (message: Message): Promise<string> => {
  try {
    const Data = await mimeOf(message);
    const { MessageId = '' } = await ses.send(new SendEmailCommand({ Content: { Raw: { Data } } }));
    return MessageId;
  } catch (error) {
    throw classified(error);
  }
};
