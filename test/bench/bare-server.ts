import { serve } from '@hono/node-server';
import { Hono } from 'hono';

// What a start is held against: the same server and framework, and nothing behind them.
const app = new Hono().get('/health', (context) => context.json({ status: 'ok' }));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
