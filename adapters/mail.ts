import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { isSet, setting } from './environment.ts';
import { type Message, mimeOf } from './mime.ts';
import { classified, Unavailable } from './unavailable.ts';

let ses = new SESv2Client({});

/** Gives mail another client: the embedded host and tests keep it on this machine. */
export const useMail = (client: SESv2Client): void => {
  ses = client;
};

/**
 * The provider says that the address is none. It is not proven by that: SES says so of good ones at
 * times, and of the sender's.
 */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

const refusals = new Set(['MessageRejected', 'BadRequestException']);

// Under the same names SES refuses contents, and whole accounts: only its words tell whether it means an address.
const aboutAddress =
  /^(?:Missing (?:local name|domain|final '@domain')|(?:Local address|Domain) (?:contains|starts|ends)|Illegal (?:address|whitespace in address)|Invalid domain name)/i;

// Of the account or the content, not of the address: it waits until somebody has seen to it, or the next minute allows more.
const troubles = new Set([
  ...refusals,
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
]);

const asCallersSee = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const cause = { cause: error };
  if (refusals.has(error.name) && aboutAddress.test(error.message))
    return new MailRefused(`refused: ${error.message}`, cause);
  const isServers = '$fault' in error && error.$fault === 'server';
  if (isServers || troubles.has(error.name))
    return new Unavailable(`try again: ${error.name}`, cause);
  return classified(error);
};

/** The name under which our id of a mail travels with it to whatever the provider reports. */
export const messageTag = 'ora-message';

/** The name under which the row that leads a mail travels with it, in base64url. */
export const leadTag = 'ora-lead';

const tagsOf = ({ messageId, lead }: Message) => [
  ...(messageId === undefined ? [] : [{ Name: messageTag, Value: messageId }]),
  ...(lead === undefined
    ? []
    : [{ Name: leadTag, Value: Buffer.from(lead).toString('base64url') }]),
];

const commandFor = async (message: Message): Promise<SendEmailCommand> => {
  const { to, messageId } = message;
  return new SendEmailCommand({
    // Who receives it stands here: nothing that a header says can add anybody.
    Destination: { ToAddresses: [to] },
    Content: { Raw: { Data: await mimeOf(message) } },
    ...(messageId !== undefined && { EmailTags: tagsOf(message) }),
    ...(isSet('MAIL_CONFIGURATION_SET') && {
      ConfigurationSetName: setting('MAIL_CONFIGURATION_SET'),
    }),
  });
};

/**
 * Sends one mail; the answer is the provider's message id. Throws MailRefused where the provider says that
 * there is no such address, and Unavailable where another try may succeed.
 */
export const sendMail = async (message: Message): Promise<string> => {
  try {
    const { MessageId = '' } = await ses.send(await commandFor(message));
    return MessageId;
  } catch (error) {
    throw asCallersSee(error);
  }
};
