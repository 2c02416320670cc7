import { expect, it } from 'vitest';
import { crash } from './crash/programme.ts';

it('loses nothing and leaves nothing half done when the host is killed while people submit', {
  timeout: 180_000,
}, async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const said: string[] = [];

  const figures = await crash({
    kills: 5,
    reviews: 20,
    clients: 4,
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
  const met = figures.kills.filter(
    ({ cutOff, unanswered }) => cutOff.length + unanswered.length > 0,
  );
  expect(met, told).not.toEqual([]);
});
