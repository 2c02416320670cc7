import type { MailMatter, MailView } from './mail-view.ts';

// Isolated names do not tell a plain-text viewer the direction of their line, and Latin letters tell the wrong one.
const isolated = /\u2068[^\u2069]*\u2069/gu;
const rightToLeftMark = '\u200f';

const directed = (direction: MailView['direction']) => (line: string) => {
  if (direction === 'ltr' || line === '' || line.startsWith('http')) return line;
  const [first = ''] = /\p{L}/u.exec(line.replaceAll(isolated, '')) ?? [];
  return /\p{Script=Arabic}/u.test(first) ? line : `${rightToLeftMark}${line}`;
};

const block = (...lines: readonly string[]): string[] => (lines.length > 0 ? ['', ...lines] : []);

const matter = (
  { title, about, paragraphs, facts, list, link }: MailMatter,
  isAlone: boolean,
): string[] => [
  ...(isAlone ? [about] : ['', '', title, about]),
  ...paragraphs.flatMap((paragraph) => block(paragraph)),
  ...block(...facts.map(({ line }) => line)),
  ...(list ? block(list.title, ...list.entries.map(({ line }) => `- ${line}`)) : []),
  ...block(link.label, link.href),
];

/** The plain text of a mail: the same words as its HTML, in the same order. */
export const mailText = (view: MailView): string => {
  const { direction, title, introduction, matters, notes, english, system } = view;
  const lines = [
    title,
    ...(introduction ? block(introduction) : []),
    ...matters.flatMap((one) => matter(one, matters.length === 1)),
    ...block('--', ...notes),
    ...(english ? block(english.label, english.href) : []),
    ...block(system),
  ];
  return `${lines.map(directed(direction)).join('\n')}\n`;
};
