import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { documentPage } from '../../web/document-page.ts';
import type { Page } from '../../web/frame.ts';
import { homePage, type ReviewRow } from '../../web/home-page.ts';
import { notFoundPage } from '../../web/not-found-page.ts';
import { reportPage } from '../../web/report-page.ts';
import { reviewPage } from '../../web/review-page.ts';
import { reviewDetail } from './review-detail.ts';
import { documentOf } from './review-document.ts';
import { serveDashboard } from './serve-dashboard.ts';
import { type Around, type Asked, openPages } from './show-page.ts';

/** Beside the bundle on Lambda, in web/ elsewhere. */
const fileOf = (name: string): string => {
  const beside = join(import.meta.dirname, name);
  return existsSync(beside) ? beside : join(import.meta.dirname, '../../web', name);
};

const read = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** One stylesheet for every page, kept in a file for each kind of page. */
const styleSheets = ['style.css', 'review.css', 'document.css', 'outbox.css', 'dashboard.css'];

const serveFiles = (app: Hono): void => {
  const styles = styleSheets.map(read).join('');
  app.get('/style.css', (context) =>
    context.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  const icon = read('icon.svg');
  app.get('/icon.svg', (context) => context.body(icon, 200, { 'content-type': 'image/svg+xml' }));
};

const cursorOf = (context: Context): string => {
  const cursor = context.req.query('cursor');
  return cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
};

/** A page about the review of the address, or that there is none for this reader. */
const ofReview =
  <V>(find: (asked: Asked, id: string) => Promise<V | undefined>, page: (view: V) => Page) =>
  async (asked: Asked) => {
    const id = encodeURIComponent(asked.context.req.param('id') ?? '');
    const found = await find(asked, id);
    return found ? ([page(found), 200] as const) : ([notFoundPage, 404] as const);
  };

/** The pages of the system, for whoever is signed in, made from what the API answers to them. */
export const servePages = (app: Hono, around: Around): void => {
  const pages = openPages(app, around);
  const { showTo } = pages;
  serveDashboard(app, pages);
  serveFiles(app);
  app.get('/', (context) =>
    showTo(context, async ({ read }) => {
      const list = await read(`/v1/reviews?limit=100${cursorOf(context)}`);
      if (!list) return [notFoundPage, 404];
      return [homePage(list as { items: ReviewRow[]; next?: string }), 200];
    }),
  );
  app.get('/reviews/:id', (context) => showTo(context, ofReview(reviewDetail, reviewPage)));
  app.get('/reviews/:id/report', (context) => showTo(context, ofReview(reviewDetail, reportPage)));
  app.get('/reviews/:id/document', (context) =>
    showTo(context, ofReview(documentOf, documentPage)),
  );
};
