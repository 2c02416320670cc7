import type { Hono } from 'hono';
import type { Book } from '../../domain/dashboard/books.ts';
import { behindPage } from '../../web/behind-page.ts';
import { dashboardPage } from '../../web/dashboard-page.ts';
import { notFoundPage } from '../../web/not-found-page.ts';
import { addresses } from './asked-for.ts';
import { behindView } from './behind-view.ts';
import { dashboardView } from './dashboard-view.ts';
import type { Pages } from './show-page.ts';

/** The pages of figures, and of the reviews behind a number. */
export const serveDashboard = (app: Hono, { showTo }: Pages): void => {
  for (const [book, path] of Object.entries(addresses))
    app.get(path, (context) =>
      showTo(context, async (asked) => {
        const view = await dashboardView(book as Book, asked);
        return view ? [dashboardPage(view), 200] : [notFoundPage, 404];
      }),
    );
  app.get('/dashboard/reviews', (context) =>
    showTo(context, async (asked) => {
      const view = await behindView(asked);
      return view ? [behindPage(view), 200] : [notFoundPage, 404];
    }),
  );
};
