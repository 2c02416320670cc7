import { html, raw } from 'hono/html';
import type { MailFact, MailMatter, MailView } from './mail-view.ts';

// Mail programs take styles only where they stand on the element; the sheet in the head is for those that take more.
const ink = 'color:#1b2733';
const quiet = 'color:#4a5866;font-size:14px;line-height:21px';
const face = 'font-family:Segoe UI,Tahoma,Arial,sans-serif;font-size:16px;line-height:25px';

const sheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
body,.around{background:#14191f!important}
.card{background:#1b222a!important;border-color:#3a4653!important}
.ink{color:#e8edf2!important}
.quiet{color:#b4c0cc!important}
.late{color:#ffb0b0!important;border-color:#ff9a9a!important}
.link{color:#9cd0ff!important}
.button{background:#7cc0ff!important}
.button a{color:#0b1a29!important}
.rule{border-color:#3a4653!important}
}
@media (max-width:480px){
.card{padding:20px 16px!important}
.around{padding:0!important}
.facts th,.facts td{display:block!important;width:auto!important}
.facts th{padding:8px 0 0!important;line-height:21px!important}
.facts td{padding:0!important}
}`;

/** Escaped words, with isolated names in an element that isolates them. */
const words = (text: string) =>
  raw(String(html`${text}`).replaceAll('\u2068', '<bdi>').replaceAll('\u2069', '</bdi>'));

const start = ({ direction }: MailView): 'left' | 'right' =>
  direction === 'rtl' ? 'right' : 'left';

const fact = ({ label, value }: MailFact, side: string) =>
  html`<tr>
    <th class="quiet" scope="row" align="${side}" valign="top" width="34%" style="${quiet};line-height:25px;font-weight:normal;padding:4px 0;text-align:${side}">${words(label)}</th>
    <td class="ink" valign="top" style="${ink};padding:4px 0;padding-inline-start:12px;overflow-wrap:anywhere;word-break:break-word">${words(value)}</td>
  </tr>`;

const facts = (found: readonly MailFact[], side: string) =>
  found.length > 0
    ? html`<table class="facts" width="100%" cellpadding="0" cellspacing="0" border="0" style="${face};margin:0 0 16px">${found.map((one) => fact(one, side))}</table>`
    : '';

const list = ({ title, entries }: NonNullable<MailMatter['list']>) =>
  html`<p class="ink" style="${ink};font-weight:bold;margin:0 0 6px">${words(title)}</p>
    <ul style="margin:0 0 16px;padding:0;padding-inline-start:22px">${entries.map(
      ({ line }) => html`<li class="ink" style="${ink};margin:0 0 6px">${words(line)}</li>`,
    )}</ul>`;

const button = ({ label, href }: MailMatter['link']) =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 8px"><tr>
    <td class="button" bgcolor="#00569d" style="background:#00569d;border-radius:4px">
      <a href="${href}" style="${face};color:#ffffff;display:inline-block;font-weight:bold;padding:10px 22px;text-decoration:none">${words(label)}</a>
    </td>
  </tr></table>`;

const about = (text: string) =>
  html`<p class="quiet" style="${quiet};margin:0 0 16px">${words(text)}</p>`;

const body = (one: MailMatter, side: string) =>
  html`${one.paragraphs.map(
    (paragraph) => html`<p class="ink" style="${ink};margin:0 0 12px">${words(paragraph)}</p>`,
  )}
  ${facts(one.facts, side)} ${one.list ? list(one.list) : ''} ${button(one.link)}`;

const headed = (one: MailMatter, side: string) =>
  html`<h2 class="${one.isLate ? 'late' : 'ink'}" style="${one.isLate ? 'color:#a3151b' : ink};font-size:18px;line-height:26px;margin:0 0 4px">${words(one.title)}</h2>
  ${about(one.about)} ${body(one, side)}
  <hr class="rule" style="border:0;border-top:1px solid #c4ced8;margin:20px 0" />`;

const title = ({ matters, ...view }: MailView) => {
  const isLate = matters.length === 1 && matters[0]?.isLate;
  const style = `font-size:22px;line-height:30px;margin:0 0 4px;${isLate ? 'color:#a3151b' : ink}`;
  return html`<h1 class="${isLate ? 'late' : 'ink'}" style="${style}">${words(view.title)}</h1>`;
};

const content = (view: MailView) => {
  const [only, ...others] = view.matters;
  const side = start(view);
  if (only && others.length === 0)
    return html`${title(view)} ${about(only.about)} ${body(only, side)}`;
  const introduction = view.introduction ?? '';
  return html`${title(view)}
    <p class="ink" style="${ink};margin:0 0 20px">${words(introduction)}</p>
    ${view.matters.map((one) => headed(one, side))}`;
};

const foot = ({ notes, english, system, matters }: MailView) =>
  html`${matters.length === 1 ? html`<hr class="rule" style="border:0;border-top:1px solid #c4ced8;margin:20px 0" />` : ''}
  ${notes.map((note) => html`<p class="quiet" style="${quiet};margin:0 0 8px">${words(note)}</p>`)}
  ${english ? html`<p style="margin:0 0 8px"><a class="link" href="${english.href}" style="${quiet};color:#00569d">${words(english.label)}</a></p>` : ''}
  <p class="quiet" style="${quiet};margin:12px 0 0">${words(system)}</p>`;

/** The HTML of a mail: no image, no script, nothing from elsewhere; the sheet only adapts it to dark and narrow screens. */
export const mailPage = (view: MailView): string => {
  const { language, direction } = view;
  return String(html`<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${view.title.replaceAll(/[\u2068\u2069]/gu, '')}</title>
    <style>${raw(sheet)}</style>
  </head>
  <body style="margin:0;padding:0;background:#eef2f5">
    <table role="presentation" lang="${language}" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
      <td class="around" align="center" style="background:#eef2f5;padding:24px 12px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr>
          <td class="card" align="${start(view)}" style="${face};background:#ffffff;border:1px solid #c4ced8;padding:28px 32px;text-align:${start(view)}">
            ${content(view)} ${foot(view)}
          </td>
        </tr></table>
      </td>
    </tr></table>
  </body>
</html>`);
};
