import type { Context, Hono } from 'hono';
import type { Pages } from '../functions/pages/show-page.ts';
import { outboxMailPage } from '../web/outbox-mail-page.ts';
import { noMailPage, outboxPage } from '../web/outbox-page.ts';
import type { Outbox } from './outbox.ts';
import { readMail } from './read-mail.ts';

// A mail brings its styles with it, and nothing else: no script, no form, nothing from elsewhere.
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-top-navigation-by-user-activation";

/** Links of the mail open in place of the page that frames it. */
const framed = (html: string): string => html.replace('<head>', '<head><base target="_top" />');

/** The outbox as pages: all mails, one mail, and its parts as a mail program would open them. */
export const serveOutbox = (host: Hono, outbox: Outbox, { show }: Pages): void => {
  const missing = (context: Context) => show(context, noMailPage, 404);
  const read = async (context: Context) => {
    const found = outbox.mail(context.req.param('file') ?? '');
    return found && (await readMail(found));
  };
  host.get('/outbox', async (context) =>
    show(context, outboxPage(await Promise.all(outbox.mails(50).map(readMail)))),
  );
  host.get('/outbox/:file', async (context) => {
    const mail = await read(context);
    return mail ? show(context, outboxMailPage(mail), 200, "frame-src 'self'") : missing(context);
  });
  host.get('/outbox/:file/html', async (context) => {
    const mail = await read(context);
    if (mail?.html === undefined) return missing(context);
    context.header('content-security-policy', mailPolicy);
    return context.html(framed(mail.html));
  });
  host.get('/outbox/:file/calendar', async (context) => {
    const mail = await read(context);
    if (!mail?.calendar) return missing(context);
    const { content, type } = mail.calendar;
    return context.body(content, 200, {
      'content-type': type,
      'content-disposition': 'attachment; filename="due-date.ics"',
    });
  });
};
