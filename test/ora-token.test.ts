import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost } from './support/host.ts';
import { ora } from './support/ora.ts';

let host: Awaited<ReturnType<typeof startHost>>;

beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.close());

describe('ora token', () => {
  it('says for whom a token speaks where nobody was named, beside the token', async () => {
    const { out, err } = await ora(host.url, ['token', '--role', 'verifier']);
    const desk = await ora(host.url, ['token', '--role', 'evaluator']);

    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(err).toBe('No --mission was named: this is the person of MINUSCA.\n');
    expect(desk.err).toBe('');
  });

  it.each([
    ['permanent_mission', '--contributor', 'ZZZ', 'ZZZ is no contributor', '/v1/contributors'],
    ['viewer', '--mission', 'NOWHERE', 'NOWHERE is no mission', '/v1/missions'],
  ])('prints no token of a %s with %s %s', async (role, option, code, words, list) => {
    const told = await ora(host.url, ['token', '--role', role, option, code]);

    expect([told.code, told.out]).toEqual([1, '']);
    expect(told.err).toContain(`${words} that is known here: ${list} lists them.`);
  });
});
