import { html } from 'hono/html';

/** Every problem the API can answer with: its code, its status, and what to do. */
export const problemsPage = (
  problems: Readonly<Record<string, readonly [number, string, string]>>,
) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/style.css" />
    <title>Problems and what to do</title>
  </head>
  <body>
    <main>
      <h1>Problems and what to do</h1>
      <dl>
        ${Object.entries(problems).map(
          ([code, [status, title, remedy]]) =>
            html`<dt id="${code}"><strong>${title}</strong> (${status}, <code>${code}</code>)</dt>
              <dd>${remedy}</dd>`,
        )}
      </dl>
    </main>
  </body>
</html>`;
