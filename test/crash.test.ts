import { expect, it } from 'vitest';
import { betweenCommitAndRest } from './crash/figures.ts';
import { crash } from './crash/programme.ts';

it('loses nothing and leaves nothing half done when the host is killed while people submit', async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const said: string[] = [];

  const figures = await crash({
    kills: 5,
    reviews: 20,
    clients: 8,
    seed,
    tell: (line) => said.push(line),
  });

  const told = `seed ${seed}\n${said.join('\n')}`;
  expect(figures.misses, told).toEqual({
    lost: [],
    disagreeing: [],
    index: [],
    out: [],
    notOnce: [],
    stuck: [],
    unexpected: [],
  });
  expect(betweenCommitAndRest(figures.kills), told).toBeGreaterThan(0);
  expect(figures.submissions, told).toBeGreaterThan(0);
});
