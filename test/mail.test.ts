import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MailRefused, sendMail, useMail } from '../adapters/mail.ts';
import type { Message } from '../adapters/mime.ts';
import { Unavailable } from '../adapters/unavailable.ts';
import { composed, item } from './support/composed-mail.ts';
import { startSes } from './support/small-ses.ts';

let ses: Awaited<ReturnType<typeof startSes>>;
beforeAll(async () => {
  ses = await startSes();
  useMail(ses.client);
});
afterAll(() => ses.close());
beforeEach(() => {
  vi.stubEnv('MAIL_FROM', 'ORA <ora@embedded.example>');
  ses.accept();
});
afterEach(() => vi.unstubAllEnvs());

const plain = { to: 'somebody@example.org', subject: 'A subject', text: 'A text.' };
const send = async (message: Message) => {
  await sendMail(message);
  const request = ses.sent.at(-1);
  if (!request) throw new Error('it was sent');
  const source = Buffer.from(request.Content.Raw.Data, 'base64');
  const email = await PostalMime.parse(source, { attachmentEncoding: 'utf8' });
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
  return { request, source: source.toString(), email, header };
};

describe('a mail on its way', () => {
  it('is text, its HTML twin and a calendar file, as another reader finds them', async () => {
    const mail = composed();
    const { source, email, header } = await send({ to: 'somebody@example.org', ...mail });

    expect(email.subject).toBe(mail.subject);
    expect(email.text?.trim()).toBe(mail.text.trim());
    expect(email.html?.trim()).toBe(mail.html.trim());
    expect(email.to).toEqual([{ name: '', address: 'somebody@example.org' }]);
    expect(email.attachments).toHaveLength(1);
    expect(email.attachments[0]).toMatchObject({
      filename: 'due-date.ics',
      mimeType: 'text/calendar',
      method: 'PUBLISH',
      disposition: 'attachment',
      content: mail.calendar?.replaceAll('\r\n', '\n'),
    });
    expect(source.replaceAll('\r\n', '')).toContain(
      Buffer.from(mail.calendar ?? '').toString('base64'),
    );
    expect(header('content-language')).toBe('ar');
  });

  it('asks machines not to answer it, and says to SES whose mail it is', async () => {
    vi.stubEnv('MAIL_CONFIGURATION_SET', 'ora-mail');
    const { request, header } = await send({ ...plain, messageId: 'm-17' });

    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('x-auto-response-suppress')).toBe('OOF, AutoReply');
    expect(request).toMatchObject({
      Destination: { ToAddresses: ['somebody@example.org'] },
      EmailTags: [{ Name: 'ora-message', Value: 'm-17' }],
      ConfigurationSetName: 'ora-mail',
    });
  });

  it('needs neither an id nor a configuration set', async () => {
    const { request } = await send(plain);

    expect(request).not.toHaveProperty('EmailTags');
    expect(request).not.toHaveProperty('ConfigurationSetName');
  });

  it.each([
    [{}, 'email.amazonses.com'],
    [{ AWS_REGION: 'us-east-1' }, 'email.amazonses.com'],
    [{ AWS_REGION: 'eu-west-1' }, 'eu-west-1.amazonses.com'],
    [{ AWS_REGION: 'eu-west-1', MAIL_ID_DOMAIN: 'mail.example' }, 'mail.example'],
  ])(
    'in %j follows the mails before it by the ids that SES gave them',
    async (settings, domain) => {
      for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
      const { email, header } = await send({ ...plain, references: ['one', 'two'] });

      expect(header('in-reply-to')).toBe(`<two@${domain}>`);
      expect(email.references?.split(/\s+/)).toEqual([`<one@${domain}>`, `<two@${domain}>`]);
    },
  );

  it('follows one mail where only that is known, and none where none is', async () => {
    const reply = await send({ ...plain, inReplyTo: 'one' });
    const first = await send({ ...plain, references: [] });

    expect(reply.email.references).toBe('<one@email.amazonses.com>');
    expect(first.header('in-reply-to')).toBeUndefined();
    expect(first.header('references')).toBeUndefined();
  });

  it('names the method of the calendar file in its part, as Outlook wants it', async () => {
    const calendar = { uid: 'ora-r-1-self-assessment', sequence: 6, cancelled: true };
    const mail = composed({ items: [{ ...item, kind: 'withdrawn', dueAt: undefined }], calendar });
    const { email } = await send({ ...plain, ...mail });

    expect(mail.calendar).toContain('METHOD:CANCEL');
    expect(email.attachments[0]?.method).toBe('CANCEL');
  });

  it.each([
    'Battalion\r\nBcc: everybody@example.org\r\n\r\n<b>body</b>',
    '"; To: everybody@example.org',
    '=?utf-8?q?everybody?=\r\n X: y',
  ])(
    'has the headers that it should have and no more, whatever the unit is called: %j',
    async (unit) => {
      const { email } = await send({ ...plain, ...composed({ items: [{ ...item, unit }] }) });

      expect(email.headers.map(({ key }) => key).sort()).toEqual([
        'auto-submitted',
        'content-language',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
        'x-auto-response-suppress',
      ]);
      expect(email.to).toHaveLength(1);
    },
  );
});

describe('a mail that is not taken', () => {
  it.each([
    [400, 'MessageRejected', 'Illegal address'],
    [400, 'BadRequestException', 'Domain contains illegal character'],
    [400, 'BadRequestException', "Missing final '@domain'"],
    [400, 'BadRequestException', 'Local address contains control or whitespace'],
  ])('has an address that is refused at %i %s: %s', async (status, name, message) => {
    ses.refuse(status, name, message);

    await expect(sendMail(plain)).rejects.toBeInstanceOf(MailRefused);
  });

  it.each([
    [429, 'TooManyRequestsException'],
    [400, 'LimitExceededException'],
    [400, 'SendingPausedException'],
    [400, 'AccountSuspendedException'],
    [400, 'MailFromDomainNotVerifiedException'],
    [404, 'NotFoundException'],
    [503, 'ServiceUnavailable'],
    [500, 'InternalServiceErrorException'],
    [400, 'MessageRejected', 'Email address is not verified. The following identities failed'],
    [400, 'BadRequestException', 'as the test says'],
  ])('may be sent later after %i %s', async (status, name, message = name) => {
    ses.refuse(status, name, message);

    await expect(sendMail(plain)).rejects.toBeInstanceOf(Unavailable);
  });
});
