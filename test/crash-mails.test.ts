import { expect, it } from 'vitest';
import { crashAmongMails } from './crash/mails/programme.ts';

it('sends each message exactly once when the host is killed around the writing of mails', {
  timeout: 180_000,
}, async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const said: string[] = [];

  const { misses, ...figures } = await crashAmongMails({
    kills: 10,
    seed,
    tell: (line) => said.push(line),
  });

  const told = `seed ${seed}\n${said.join('\n')}\n${JSON.stringify(figures)}`;
  expect(misses, told).toEqual({ contradictions: [], undone: [], wrong: [] });
  expect(figures.mails, told).toBeGreaterThan(10);
  console.log(told);
});
