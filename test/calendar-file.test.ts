import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../domain/language.ts';
import { composed, item } from './support/composed-mail.ts';

beforeEach(() => void vi.stubEnv('MAIL_FROM', 'ORA <ora@embedded.example>'));
afterEach(() => void vi.unstubAllEnvs());

describe('the calendar file', () => {
  const read = (file = '') => {
    const calendar = new ICAL.Component(ICAL.parse(file));
    const component = calendar.getFirstSubcomponent('vevent');
    if (!component) throw new Error('an event is there');
    const value = (name: string) => component.getFirstPropertyValue(name);
    return {
      method: calendar.getFirstPropertyValue('method'),
      component,
      value,
      event: new ICAL.Event(component),
    };
  };

  it('is a whole day that keeps nobody from being free, as a second reader finds it', () => {
    const { method, component, value, event } = read(composed({ language: 'en' }).calendar);
    const alarm = component.getFirstSubcomponent('valarm');

    expect(method).toBe('PUBLISH');
    expect(event.uid).toBe('ora-r-1-self-assessment');
    expect(event.sequence).toBe(4);
    expect(event.startDate.isDate).toBe(true);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
      '2026-11-27',
      '2026-11-28',
    ]);
    expect(event.summary).toBe('Due: self-assessment – Demonstration Battalion 7 (EGY, MINUSCA)');
    expect(event.description).toContain('end of the day (New York time)');
    expect(value('transp')).toBe('TRANSPARENT');
    expect(value('x-microsoft-cdo-busystatus')).toBe('FREE');
    expect(value('status')).toBe('CONFIRMED');
    expect(value('url')).toBe('https://ora.example/reviews/r-1');
    expect(value('organizer')).toBe('mailto:ora@embedded.example');
    expect(component.getFirstProperty('attendee')).toBeNull();
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15H');
  });

  it('is the same event for everybody and in every language, and a later one when the date moves', () => {
    const languages: readonly Language[] = ['en', 'ar', 'zh'];
    const uids = languages.map(
      (language) => read(composed({ language, to: `${language}@example.org` }).calendar).event.uid,
    );
    const moved = read(
      composed({
        items: [{ ...item, dueAt: '2026-12-05T04:59:59.000Z' }],
        calendar: { uid: 'ora-r-1-self-assessment', sequence: 5, cancelled: false },
      }).calendar,
    );

    expect(new Set(uids).size).toBe(1);
    expect(moved.event.uid).toBe(uids[0]);
    expect(moved.event.sequence).toBe(5);
    expect(moved.event.startDate.toString()).toBe('2026-12-04');
  });

  it('takes the date back', () => {
    const calendar = { uid: 'ora-r-1-self-assessment', sequence: 6, cancelled: true };
    const mail = composed({ items: [{ ...item, kind: 'withdrawn', dueAt: undefined }], calendar });
    const { method, component, value } = read(mail.calendar);

    expect(method).toBe('CANCEL');
    expect(value('status')).toBe('CANCELLED');
    expect(value('organizer')).toBe('mailto:ora@embedded.example');
    expect(component.getFirstSubcomponent('valarm')).toBeNull();
  });

  it('holds a name to harm as text, in lines of at most 75 octets', () => {
    const unit = 'A;B,C\\D\r\nATTENDEE:mailto:everybody@example.org\u0007 الكتيبة '.repeat(2);
    const { calendar = '' } = composed({ items: [{ ...item, unit }] });
    const { component, event } = read(calendar);

    expect(event.summary).toContain('A;B,C\\D ATTENDEE:mailto:everybody@example.org');
    expect(component.getFirstProperty('attendee')).toBeNull();
    expect(calendar.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(calendar).not.toMatch(/[^\r]\n/);
  });

  it('is there only where there is a date to put into a calendar', () => {
    const calendar = { uid: 'ora-r-1', sequence: 1, cancelled: false };
    const undated = { ...item, kind: 'released' as const, dueAt: undefined };

    expect(composed({ calendar: undefined }).calendar).toBeUndefined();
    expect(composed({ items: [undated], calendar }).calendar).toBeUndefined();
    expect(composed({ language: 'en', items: [undated], calendar }).text).not.toContain('calendar');
  });

  it('is of the matter that it is said to be of, whichever comes first in the mail', () => {
    const late = { ...item, review: 'r-2', kind: 'overdue' as const, overdueDays: 2 };
    const calendar = { uid: 'ora-r-1', sequence: 1, cancelled: false, item: 1 };
    const { value } = read(composed({ items: [late, item], calendar }).calendar);

    expect(value('url')).toBe('https://ora.example/reviews/r-1');
  });
});
