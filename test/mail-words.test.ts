import { describe, expect, it } from 'vitest';
import { Language } from '../domain/language.ts';
import { Role } from '../domain/permissions.ts';
import { Step } from '../domain/reminders/ladder.ts';
import type { MailContent, MailItem } from '../domain/reminders/mail-content.ts';
import { MessageKind } from '../domain/reminders/telling.ts';
import { composeMail } from '../functions/reminders/compose.ts';
import { wordsOfHtml, wordsOfText } from './support/words-of-mail.ts';

const origin = 'https://ora.example';
const bare: MailItem = {
  kind: 'opened',
  review: '4f6d1c9a-0000-4000-8000-00000000abcd',
  contributor: 'RWA',
  mission: 'MINUSCA',
  unit: 'Demonstration Battalion 7',
  round: 1,
};
const item: MailItem = {
  ...bare,
  step: 'self-assessment',
  // The end of Friday in New York.
  dueAt: '2026-11-28T04:59:59.000Z',
};
const full: MailItem = {
  ...item,
  round: 2,
  overdueDays: 3,
  missing: { asked: 58, unanswered: 12 },
  returned: [
    { criterion: 'INF-A1', text: 'Aucune restriction nationale' },
    { criterion: 'INF-C7', text: '已完成国家自我评价' },
  ],
  receipt: { seq: 17, head: 'a'.repeat(64) },
  title: 'Operational readiness inspection',
  as: 'permanent_mission',
  unreached: 'contributor',
};

const mail = (items: readonly MailItem[], more: Partial<MailContent> = {}) =>
  composeMail({
    to: 'somebody@example.org',
    language: 'en',
    timeZone: 'America/New_York',
    origin,
    items,
    thread: [],
    ...more,
  });

const everyItem = MessageKind.options.flatMap((kind) => [
  { ...bare, kind },
  { ...full, kind },
  ...Step.options.flatMap((step) =>
    Role.options.map((role) => ({ ...item, kind, step, as: role })),
  ),
]);

describe.each(Language.options)('a mail in %s', (language) => {
  const all = everyItem.map((one) => mail([one], { language, timeZone: 'Africa/Kigali' }));

  it('has a subject, and no placeholder or missing value in it or in its words', () => {
    const said = all.flatMap(({ subject, text, html }) => [subject, text, wordsOfHtml(html)]);

    expect(said.filter((words) => /[{}]|undefined|null|NaN|\[object/.test(words))).toEqual([]);
    expect(said.filter((words) => words.trim() === '')).toEqual([]);
  });

  it('says the same in its text and in its HTML, in the same order', () => {
    const other = all.filter(({ text, html }) => wordsOfText(text) !== wordsOfHtml(html));

    expect(other.map(({ subject }) => subject)).toEqual([]);
  });

  it('names its language and direction, and where it is read right to left', () => {
    const direction = language === 'ar' ? 'rtl' : 'ltr';

    expect(
      all.every(({ html }) => html.includes(`<html lang="${language}" dir="${direction}">`)),
    ).toBe(true);
    expect(all.every((one) => one.language === language)).toBe(true);
  });

  it('fetches nothing, follows nobody, runs nothing and sends no form', () => {
    const pattern =
      /<(img|script|link|iframe|form|object|svg)|url\(|@import|@font-face|src=|srcset=|ping=|\son\w+=/i;
    const addresses = all.flatMap(
      ({ html, text }) => `${html}\n${text}`.match(/\b\w+:\/\/[^\s"<>]+/g) ?? [],
    );

    expect(all.filter(({ html }) => pattern.test(html)).map(({ subject }) => subject)).toEqual([]);
    expect(addresses.filter((address) => !address.startsWith(`${origin}/`))).toEqual([]);
  });

  it('says whether a native reader has seen it; the English is one tap away where none has', () => {
    const link = `${origin}/reviews/${bare.review}?lang=en`;
    const withLink = all.filter(({ html, text }) => html.includes(link) && text.includes(link));

    expect(withLink).toHaveLength(language === 'en' ? 0 : all.length);
  });

  it('has one link for each review, which carries nothing but its id', () => {
    const links = (html: string) => html.match(/href="[^"]*"/g) ?? [];
    const others = all.filter(
      ({ html }) =>
        links(html).filter((link) => link === `href="${origin}/reviews/${bare.review}"`).length !==
        1,
    );

    expect(others).toEqual([]);
  });

  it('is headed by headings, and its tables are either of data or of none', () => {
    expect(all.every(({ html }) => html.match(/<h1/g)?.length === 1)).toBe(true);
    for (const { html } of all)
      for (const [table] of html.matchAll(/<table[^>]*>/g))
        expect(table).toMatch(/role="presentation"|class="facts"/);
  });
});

describe('what a mail says', () => {
  it('is when it is due where the date was reckoned, and on the clock of the recipient where that differs', () => {
    const near = mail([item]).text;
    const far = mail([item], { timeZone: 'Africa/Kigali' }).text;
    const utc = mail([{ ...item, dueAt: '2026-12-31T23:59:59.999Z', dueZone: 'UTC' }]).text;

    expect(near).toContain('Due: Friday, 27 November 2026, end of the day (New York time)');
    expect(near).not.toContain('In your time zone');
    expect(far).toContain('Due: Friday, 27 November 2026, end of the day (New York time)');
    expect(far).toContain(
      'In your time zone: Saturday, 28 November 2026, 06:59 (Central Africa Time, UTC+2)',
    );
    expect(utc).toContain('Due: Thursday, 31 December 2026, end of the day (UTC)');
    expect(utc).toContain('In your time zone: Thursday, 31 December 2026, 18:59 (New York time)');
  });

  it.each([
    ['ar', 1, 'يوم واحد'],
    ['ar', 2, 'يومين'],
    ['ar', 3, '3 أيام'],
    ['ar', 11, '11 يوماً'],
    ['ar', 100, '100 يوم'],
    ['ru', 1, 'на 1 день'],
    ['ru', 3, 'на 3 дня'],
    ['ru', 5, 'на 5 дней'],
    ['ru', 21, 'на 21 день'],
    ['fr', 1, 'de 1 jour '],
    ['fr', 2, 'de 2 jours'],
    ['es', 2, 'de 2 días'],
    ['zh', 2, '逾期2天'],
    ['en', 0, 'less than a day'],
  ] as const)('in %s is overdue by %i days in the right form', (language, overdueDays, words) => {
    expect(mail([{ ...item, kind: 'overdue', overdueDays }], { language }).subject).toContain(
      words,
    );
  });

  it('is a request to whoever acts on the step, and how it stands to everybody else', () => {
    const reminder = { ...item, kind: 'reminder' as const };
    const asked = 'Please answer the criteria of the self-assessment and submit it.';
    const stands = 'The contributing country has not submitted its self-assessment yet.';

    for (const as of ['contributor', 'permanent_mission', undefined])
      expect(mail([{ ...reminder, as }]).text).toContain(asked);
    expect(mail([{ ...reminder, as: 'evaluator' }]).text).toContain(stands);
    expect(mail([{ ...item, kind: 'escalation', as: 'permanent_mission' }]).text).toContain(stands);
  });

  it('is what is missing, what was returned, a receipt, and the role of whoever was not reached', () => {
    const { text } = mail([{ ...full, kind: 'returned', overdueDays: undefined }]);

    expect(text).toContain('The Secretariat has returned 2 criteria. This is round 2');
    expect(text).toContain('12 of 58 criteria have no answer yet.');
    expect(text).toContain('- INF-A1: Aucune restriction nationale');
    expect(text).toContain('Number in the record: 17');
    expect(text).toContain(`Head of the record: ${'a'.repeat(64)}`);
    expect(text).toContain('Recipient not reached: focal point of the contributing country');
  });

  it('is one digest of several matters: overdue first, the longest first, each with its own link', () => {
    const { subject, html, text } = mail([
      { ...item, review: 'later', dueAt: '2026-12-28T04:59:59.000Z' },
      { ...bare, review: 'undated', kind: 'closed' },
      { ...item, review: 'sooner' },
      { ...item, review: 'late', kind: 'overdue', overdueDays: 2 },
      { ...item, review: 'latest', kind: 'overdue', overdueDays: 9 },
    ]);
    const links = Array.from(text.matchAll(/\/reviews\/(\w+)$/gm), ([, review]) => review);

    expect(subject).toBe('5 matters for your attention, 2 of them overdue');
    expect(links).toEqual(['latest', 'late', 'sooner', 'later', 'undated']);
    expect(html.match(/<h2/g)).toHaveLength(5);
    expect(wordsOfText(text)).toBe(wordsOfHtml(html));
  });

  it('is in the months of the United Nations in Arabic, and with the first of a month in French', () => {
    const first = { ...item, dueAt: '2026-12-02T04:59:59.000Z' };

    expect(mail([first], { language: 'ar' }).text).toContain('الثلاثاء، 1 كانون الأول/ديسمبر 2026');
    expect(mail([first], { language: 'fr' }).text).toContain('mardi 1er décembre 2026');
  });

  it('is refused where there is nothing to say', () => {
    expect(() => mail([])).toThrow('a mail says something');
  });
});

describe('a unit with a name to harm', () => {
  const names = [
    'Batallion\r\nBcc: everybody@example.org',
    'A\nB\u2028C\u0000D\u0085E\u001b[31m',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '"><a href="https://evil.example">&amp;',
    '{count} {unit, plural, other {#}}',
    "'{unit}'",
    '\u202eevil\u202c \u2067name\u2069 \u200f.',
    'الكتيبة 7',
  ];
  const all = names.flatMap((unit) =>
    Language.options.map((language) => mail([{ ...item, unit, kind: 'reminder' }], { language })),
  );

  it('neither forges a header nor a line', () => {
    expect(all.filter(({ subject }) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject))).toEqual([]);
    expect(all.filter(({ text }) => /^(Bcc|B|C|D|E)\b/m.test(text))).toEqual([]);
  });

  it('is shown as it is written, and is neither an element nor a placeholder', () => {
    for (const { html, text } of all) {
      expect(html).not.toMatch(/<(script|img)|href="https:\/\/evil/);
      expect(wordsOfText(text)).toBe(wordsOfHtml(html));
    }
    expect(all[4 * 6]?.subject).toMatch(/\{count\} \{unit, plural, other \{#\}\}/);
  });

  it('turns no words around it: overrides are gone, and a name in another direction is isolated', () => {
    for (const { subject, text } of all) {
      expect(`${subject}${text}`).not.toMatch(/[\u202a-\u202e\u2066\u2067]/u);
      expect(subject.match(/\u2068/gu)?.length).toBe(subject.match(/\u2069/gu)?.length);
    }
    expect(mail([{ ...item, unit: 'الكتيبة 7' }]).subject).toContain('\u2068الكتيبة 7\u2069');
    expect(mail([item], { language: 'ar' }).html).toContain('<bdi>Demonstration Battalion 7</bdi>');
    expect(mail([item]).subject).toBe(
      'To do by 27 November 2026: self-assessment – Demonstration Battalion 7 (RWA, MINUSCA)',
    );
  });
});
