import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Language } from '../domain/language.ts';
import { Role } from '../domain/permissions.ts';
import { Step } from '../domain/reminders/ladder.ts';
import { MessageKind } from '../domain/reminders/telling.ts';
import { type MessageKey, messages } from '../instruments/messages.ts';
import { faultsOfMessage, lacksEnglishForm } from './support/faults-of-messages.ts';
import { root } from './support/product-files.ts';

const english = messages.en.messages;
const keys = Object.keys(english) as MessageKey[];
const translated = Language.exclude(['en']).options;

describe('the words of mails', () => {
  it('name every kind of message, every step and every role', () => {
    const kinds = MessageKind.options.map((kind) => `title.${kind}`);
    const steps = Step.options.map((step) => `step.${step.replaceAll('-', '_')}`);
    const roles = Role.options.map((role) => `role.${role}`);

    expect([...kinds, ...steps, ...roles].filter((key) => !(key in english))).toEqual([]);
  });

  it('stand each in one file: no file takes the words of another', () => {
    const said = ['messages', 'page-messages', 'dashboard-messages'].flatMap((folder) =>
      Object.keys(
        JSON.parse(readFileSync(join(root, 'instruments', folder, 'en.json'), 'utf8')).messages,
      ),
    );

    expect(said.filter((key, place) => said.indexOf(key) !== place)).toEqual([]);
  });

  it('have the plural forms of English in English', () => {
    expect(keys.filter((key) => lacksEnglishForm(english[key]))).toEqual([]);
  });

  it.each(translated)('in %s are of every key and of no other, in the same order', (language) => {
    expect(Object.keys(messages[language].messages)).toEqual(keys);
  });

  it.each(translated)(
    'in %s are translated, with every placeholder and plural form',
    (language) => {
      const faults = keys.flatMap((key) => {
        const message = messages[language].messages[key];
        return faultsOfMessage(language, english[key], message).map((fault) => `${key} ${fault}`);
      });

      expect(faults).toEqual([]);
    },
  );

  it.each(translated)(
    'in %s say that no native reader has seen them, and who made them',
    (language) => {
      expect(messages[language].reviewed).toBe(false);
      expect(messages[language].note).toContain('not read by a native reader');
    },
  );
});

describe('the check of the words of mails', () => {
  const plural = '{n, plural, =0 {none} one {# day} other {# days}}';
  it.each([
    ['has other placeholders', 'fr', 'Due {date}', 'Échéance {jour}'],
    ['has other placeholders', 'ru', 'Due {date}', 'Срок'],
    [
      'has other choices',
      'es',
      'So{d, select, yes {, by day} other {}}',
      'Así{d, select, sí {, hoy} other {}}',
    ],
    ['lacks a plural form', 'ru', plural, '{n, plural, =0 {нет} one {# день} other {# дня}}'],
    [
      'lacks a plural form',
      'ar',
      plural,
      '{n, plural, =0 {لا} one {يوم} two {يومان} few {# أيام} many {# يوماً} other {# يوم}}',
    ],
    ['lacks a plural form', 'zh', plural, '{n, plural, other {#天}}'],
    ['lacks a plural form', 'fr', plural, '{n} jours'],
    ['is the English', 'fr', 'Round', 'Round'],
    ['is mostly in another script', 'ar', 'Due', 'Due'],
    ['holds letters of another script', 'fr', 'Due', 'Échéance срок'],
    ['is blank', 'es', 'Due', ' '],
  ] as const)('finds one that %s in %s', (fault, language, meant, said) => {
    expect(faultsOfMessage(language, meant, said)).toContain(fault);
  });
});
