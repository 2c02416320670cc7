import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now, setClockAhead, timestamp } from '../adapters/clock.ts';
import { openHost } from '../local/host.ts';

const noon = Date.UTC(2027, 0, 1, 12);
const hour = 3_600_000;

describe('the clock of the record', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: noon });
    setClockAhead(1);
    setClockAhead(0);
  });
  afterEach(() => {
    vi.useRealTimers();
    setClockAhead(1);
    setClockAhead(0);
  });

  it('stands still where the wall clock is set back: no event lies before the one before it', () => {
    const before = timestamp();
    vi.setSystemTime(noon - 5 * hour);

    expect(timestamp()).toBe(before);
    vi.setSystemTime(noon + 1);
    expect(now()).toBe(noon + 1);
  });

  it('goes on from where it was moved to', () => {
    setClockAhead(hour);

    expect(now()).toBe(noon + hour);
  });

  it('counts whole milliseconds, whatever it was moved by', () => {
    setClockAhead(hour + 0.4);

    expect(now()).toBe(noon + hour);
  });
});

describe('a data folder whose last root lies ahead of the clock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ora-clock-'));
  });
  afterEach(() => {
    setClockAhead(0);
    rmSync(folder, { recursive: true });
  });

  const roots = () => join(folder, 'data', 'anchors.jsonl');
  const openAndClose = async () => {
    const host = await openHost({ folder: join(folder, 'data'), port: 0 });
    const ahead = host.clock.ahead();
    await host.close();
    return ahead;
  };

  it('moves the clock on, so that no new event looks older than the root', async () => {
    await openAndClose();
    const [root = '{}'] = readFileSync(roots(), 'utf8').split('\n');
    const later = new Date(Date.now() + hour).toISOString();
    writeFileSync(roots(), `${JSON.stringify({ ...JSON.parse(root), asOf: later })}\n`);

    expect(await openAndClose()).toBeGreaterThan(hour - 60_000);
  });

  it('starts all the same where the roots cannot be read, and says so', async () => {
    await openAndClose();
    appendFileSync(roots(), 'nonsense\n');
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);

    await openAndClose();

    expect(said.mock.calls.flat().join()).toContain('no root was signed over the record');
    said.mockRestore();
  });
});
