import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendMail } from '../adapters/mail.ts';
import { composed, item } from './support/composed-mail.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
beforeAll(async () => {
  host = await startHost();
  await sendMail({ to: 'first@example.org', messageId: 'arabic', ...composed() });
  await sendMail({
    to: 'second@example.org',
    messageId: 'french',
    references: ['arabic'],
    ...composed({
      language: 'fr',
      calendar: undefined,
      items: [{ ...item, unit: '<script>alert(1)</script>' }],
    }),
  });
});
afterAll(() => host.close());

const get = async (path: string) => {
  const answer = await fetch(`${host.url}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('the page of the outbox', () => {
  it('lists who is written to, in which language, about what, the newest first', async () => {
    const { text } = await get('/outbox');

    expect(text.indexOf('second@example.org')).toBeLessThan(text.indexOf('first@example.org'));
    expect(text).toContain('<bdi lang="ar">العربية</bdi>');
    expect(text).toContain('<bdi lang="fr">Français</bdi>');
    expect(text).toContain('href="/outbox/arabic.eml"');
    expect(text).not.toContain('<script>');
  });

  it('shows a mail as its recipient reads it: right to left in Arabic', async () => {
    const { text } = await get('/outbox/arabic.eml');

    expect(text).toContain('<pre class="mail" lang="ar" dir="rtl">');
    expect(text).toContain('<p class="subject" lang="ar" dir="rtl">');
    expect(text).toContain('<iframe class="mail" src="/outbox/arabic.eml/html"');
    expect(text).toContain('href="/outbox/arabic.eml/calendar"');
    expect(text).toContain('&lt;arabic@email.amazonses.com&gt;');
  });

  it('shows which mail a mail follows, by the ids that the provider gave', async () => {
    const { text } = await get('/outbox/french.eml');

    expect(text).toContain('<dt>In-Reply-To</dt><dd>&lt;arabic@email.amazonses.com&gt;</dd>');
    expect(text).not.toContain('/calendar"');
  });

  it('frames the HTML of a mail without script, form or anything from elsewhere', async () => {
    const page = await get('/outbox/arabic.eml');
    const { text, headers } = await get('/outbox/arabic.eml/html');
    const policy = headers.get('content-security-policy');

    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect(page.text).not.toMatch(/allow-scripts|allow-forms|allow-popups/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-same-origin');
    expect(policy).not.toContain('script');
    expect(text).toContain('<html lang="ar" dir="rtl">');
  });

  it('gives the calendar file with the type that its part has', async () => {
    const { text, headers } = await get('/outbox/arabic.eml/calendar');

    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(text).toBe(
      composed().calendar?.replace(/DTSTAMP:.*/, /DTSTAMP:.*/.exec(text)?.[0] ?? ''),
    );
  });

  it.each([
    '/outbox/none.eml',
    '/outbox/none.eml/html',
    '/outbox/french.eml/calendar',
    '/outbox/..%2fclock.json',
  ])('says that there is nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
