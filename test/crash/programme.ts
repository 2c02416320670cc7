import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Head } from '../../domain/review.ts';
import type { Found } from './check-record.ts';
import { fill, workUntilKilled } from './clients.ts';
import { distinct, type Figures, type Kill, type OpenCounts } from './figures.ts';
import { repeatUnanswered } from './repeat.ts';
import { slowestRest } from './rest.ts';
import { type CrashOptions, openScene, type Scene } from './scene.ts';
import type { Random } from './seeded.ts';

const shortestMs = 20;
const longestMs = 1_200;

const openCounts = (heads: Iterable<Head>): OpenCounts => {
  const counts = {
    'self-assessment': 0,
    evaluation: 0,
    verification: 0,
    returned: 0,
    decision: 0,
    signature: 0,
  };
  for (const { phase, stage, round, waiting } of heads) {
    if (phase === 'closing' || phase === 'rest') continue;
    counts[stage] += 1;
    if (round > 1) counts.returned += 1;
    if (waiting) counts[waiting] += 1;
  }
  return counts;
};

/** Every fifth restart or so is killed itself, most often before it is ready. */
const dyingStart = (moments: Random): number | undefined => {
  const [roll, moment] = [moments(), moments()];
  return roll < 0.2 ? longestMs * moment : undefined;
};

/** Lets the clients work for a random while and kills the host under them. */
const killAtRandom = async ({ office, randoms, moments, host }: Scene): Promise<number> => {
  const afterMs = shortestMs + moments() * (longestMs - shortestMs);
  const working = workUntilKilled(office, randoms);
  await Promise.race([pause(afterMs), working]);
  await host().kill();
  await working;
  return afterMs;
};

const killOnce = async (scene: Scene): Promise<{ kill: Kill; found: Found }> => {
  const { office, misses } = scene;
  const afterMs = await killAtRandom(scene);
  const cut = [...office.memory.unanswered.values()];
  const found = await scene.check('moved');
  const diesAfterMs = dyingStart(scene.moments);
  await scene.restart(diesAfterMs);
  const { readyAt, startMs } = scene.host();
  const cutOff = found.cutOff.map(({ known }) => known);
  const restMs = await slowestRest(office.wire, readyAt, cutOff);
  if (restMs === Number.POSITIVE_INFINITY) misses.stuck.push('not at rest within a minute');
  misses.notOnce.push(...(await repeatUnanswered(office.wire, office.memory, found.kept)));
  const kill = {
    afterMs,
    open: openCounts(found.heads.values()),
    cutOff: found.cutOff.map(({ head }) => head.phase),
    unanswered: cut.map(({ kind }) => kind),
    written: cut.filter(({ key }) => found.kept.has(key)).map(({ kind }) => kind),
    startsKilled: diesAfterMs === undefined ? 0 : 1,
    startMs,
    restMs,
  };
  return { kill, found };
};

const described = ({ kill, found }: Awaited<ReturnType<typeof killOnce>>): string =>
  `at ${Math.round(kill.afterMs)} ms: ${kill.cutOff.length} cut off (${kill.cutOff.join(' ')}), ` +
  `${kill.unanswered.length} unanswered (${kill.written.length} written), ${found.checked} checked; ${kill.startsKilled ? 'one start killed, ' : ''}` +
  `ready after ${Math.round(kill.startMs)} ms, all at rest ${Math.round(kill.restMs)} ms later`;

/** Everything comes to rest, nothing is unanswered, and the whole record is checked once more. */
const finish = async (scene: Scene): Promise<void> => {
  const { memory, wire } = scene.office;
  const touched = [...memory.reviews.values()].filter((known) => known.touched);
  await slowestRest(wire, performance.now(), touched);
  await scene.host().kill();
  const { cutOff } = await scene.check('all');
  scene.misses.stuck.push(...cutOff.map(({ known }) => `${known.id}: not at rest at the end`));
  const { unanswered } = memory;
  for (const sent of unanswered.values())
    scene.misses.unexpected.push(`${sent.kind} ${sent.review}: never answered`);
};

const figuresOf = ({ office: { memory }, misses }: Scene, kills: readonly Kill[]): Figures => {
  const receipts = [...memory.reviews.values()].flatMap((known) => known.receipts);
  return {
    kills,
    commands: receipts.map(({ sent }) => sent.kind),
    reviews: memory.reviews.size,
    refused: memory.refused,
    misses: distinct(misses),
  };
};

/** Tells what is wrong and was not told before; what stays wrong is found again by each check. */
const tellMisses = ({ misses }: Scene, told: Set<string>, tell: CrashOptions['tell']): void => {
  for (const [kind, lines] of Object.entries(misses))
    for (const line of lines) {
      if (!told.has(line)) tell(`  ${kind}: ${line}`);
      told.add(line);
    }
};

const play = async (scene: Scene, options: CrashOptions): Promise<Figures> => {
  const { tell } = options;
  const { reviews } = scene.office;
  const told = new Set<string>();
  await fill(scene.office, scene.randoms, (filled) => {
    if (filled % 50 === 0)
      tell(`${filled} of ${reviews} reviews opened and spread over the stages`);
  });
  const kills: Kill[] = [];
  while (kills.length < options.kills) {
    const met = await killOnce(scene);
    kills.push(met.kill);
    tell(`kill ${kills.length}/${options.kills} ${described(met)}`);
    tellMisses(scene, told, tell);
  }
  await finish(scene);
  tellMisses(scene, told, tell);
  return figuresOf(scene, kills);
};

/** Kills the host again and again while clients submit, and checks after each kill that the record is whole. */
export const crash = async (options: CrashOptions): Promise<Figures> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-crash-'));
  const scene = await openScene(options, join(folder, 'data'));
  try {
    const figures = await play(scene, options);
    if (Object.values(figures.misses).every(({ length }) => length === 0))
      rmSync(folder, { recursive: true, force: true });
    else options.tell(`the data is kept in ${folder}`);
    return figures;
  } finally {
    await scene.host().kill();
  }
};
