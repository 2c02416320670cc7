import { Hono } from 'hono';
import { afterEach, expect, it } from 'vitest';
import { useLog } from '../adapters/log.ts';
import { onError } from '../functions/http/serve.ts';

const lines: string[] = [];
afterEach(() => useLog((line) => console.log(line)));

it('is told by its traceId and logged with its place, never with its message', async () => {
  useLog((line) => lines.push(line));
  const app = new Hono().onError(onError).get('/v1/broken', () => {
    throw new TypeError('somebody@example.org\n    at the gate');
  });

  const answered = await app.request('/v1/broken');

  const { traceId } = (await answered.json()) as { traceId: string };
  expect(answered.status).toBe(500);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ traceId, error: 'TypeError' });
  expect(lines[0]).toContain('unexpected-error.test.ts');
  expect(lines[0]).not.toContain('somebody');
  expect(lines[0]).not.toContain('the gate');
});
