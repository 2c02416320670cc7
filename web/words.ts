import type { MessageKey } from '../instruments/messages.ts';

/** What a page says things with: the words of one language, by key. */
export interface Words {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly reviewed: boolean;
  /** A message with its values. Throws for a value that it lacks. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A value that others wrote, on one line, kept from mixing with the direction of the words around it. */
  quote(value: string): string;
}
