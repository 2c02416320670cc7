/** Signs that begin a formula, in the forms that a spreadsheet of some language or another takes for them. */
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];
const bodies = ['1+1', 'SUM(A1:A9)', 'HYPERLINK("http://x.example","y")', "cmd|' /C calc'!A0"];
const before = ['', ' ', '\t', '\n', '\u00A0', '\u200B', '\u3000', '\uFEFF', '"', "'", ' \t '];

/** Texts that a spreadsheet would run if it could: every sign with every body, and behind every kind of blank. */
export const formulaTriggers: readonly string[] = [
  ...signs.flatMap((sign) => bodies.map((body) => sign + body)),
  ...before.flatMap((blank) => ['=', '+', '-', '@'].map((sign) => `${blank}${sign}1+A1`)),
];

const words = (text: string): string[] => text.split(' ');

const reserved = words(
  'undefined undef null NULL (null) nil NIL true false True False TRUE FALSE None hasOwnProperty constructor __proto__ then \\ \\\\ NaN Infinity -Infinity INF 1#INF 0x0 0xffffffff 1e1000 1E2 -0 00 007 050 1,000.00 1.000,00 1/2 3-4 1/0 $1.00 £1 1_000 ١٢٣ ０１２ Ⅻ ½ 2026-02-30 3/4/05 10:61 TRUE() #N/A #REF! #DIV/0! NA N/A - -- . .. / // CON PRN AUX COM1 LPT1 nul',
);

const markup = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "javascript:alert('x')",
  '<!--',
  '-->',
  '<![CDATA[x]]>',
  ']]>',
  '&lt;b&gt;',
  '&amp;amp;',
  '&#x0;',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  "' OR 1=1; --",
  '1; DROP TABLE reviews',
  '${7*7}',
  '{{7*7}}',
  '%s%n%x',
  '$(touch x)',
  '`id`',
  '../../../etc/passwd',
  '%2e%2e%2f',
  '\\\\host\\share',
  '_x0041_',
  '_x000D_',
  '_x005F_x0041_',
  '_xZZZZ_',
];

const quoting = words(
  '" "" """ \' \'\' , ,, ; | "," \'"\' ","" a"b a,b a;b \\" \\n \\u0000',
).flatMap((text) => [text, `${text} x`, `x ${text}`, `x\n${text}`, `${text}\ny`]);

const blanks = [
  ...'\t\n \u00A0\u1680\u2000\u2003\u2009\u200A\u2028\u2029\u202F\u205F\u3000\u200B\u200C\u200D\u2060\uFEFF\u00AD\u180E\u2800\u3164',
].flatMap((blank) => [`${blank}a`, `a${blank}`, `a${blank}b`, `${blank}${blank}a`]);

const scripts = [
  'العربية من اليمين',
  'עברית',
  'فارسی ۱۲۳',
  'Русский язык',
  '中文测试',
  '繁體中文',
  '日本語テスト',
  '한국어',
  'ไทย',
  'ဗမာ',
  'অসমীয়া',
  'हिन्दी',
  'አማርኛ',
  'Tiếng Việt',
  'Ελληνικά',
  'Português',
  'İstanbul ı',
  'ß ẞ ſ',
  'Zürich Æøå Łódź',
  'ﬁ ﬂ ﷽',
  'Z̷͙̬͐ͅa̵̲͋l̶͔̇g̸͉̈ȯ̷',
  'e\u0301 é',
  '\u0301x',
  'ᚠᛇᚻ',
  '𝒳𝓎𝓏',
  '𐐷 𠜎 𪚥',
  '👩‍👩‍👧‍👦',
  '🇷🇼🇺🇳',
  '👍🏽',
  '☃️ ❤️',
  '\u2066a\u2069',
  '\u200Fa\u200E',
  '\u202Aa\u202C',
  'a\uFFFDb',
  'a\uFFFEb',
  'a\uFFFFb',
  '\u{1FFFF}',
  '\u{10FFFD}',
  '\uE000',
].flatMap((text) => [text, `${text}=1`, `"${text}"`]);

const long = [
  'x'.repeat(4000),
  'é'.repeat(4000),
  '"'.repeat(1000),
  '👩'.repeat(2000),
  'a,b\n'.repeat(900),
];

/** Well-known kinds of texts that break something somewhere; each once. Built by kind, from no list. */
export const naughtyStrings: readonly string[] = [
  ...new Set([
    ...reserved,
    ...markup,
    ...quoting,
    ...blanks,
    ...scripts,
    ...long,
    ...formulaTriggers,
  ]),
];
