const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The body of a mail's HTML as a reader without styles has it: one space between words, no marks of direction. */
export const wordsOfHtml = (html: string): string =>
  wordsOf(
    html
      .replace(/^.*<body/s, '<body')
      .replaceAll(/<\/?bdi>/g, '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity),
  );

/** The same of its plain text, without the addresses that the HTML hides behind its links. */
export const wordsOfText = (text: string): string =>
  wordsOf(
    text
      .replaceAll(/^https?:\S+$/gm, ' ')
      .replaceAll(/^\u200f?--$/gm, ' ')
      .replaceAll(/^\u200f?- /gm, ' '),
  );

/** Words without what only one of the two has: marks of direction, and the colon between a name and its value. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/[\u200f\u2066-\u2069]/gu, '')
    .replaceAll(/\s*[:：]\s*/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
