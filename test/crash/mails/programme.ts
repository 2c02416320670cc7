import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type HostProcess, startHostProcess } from '../host-process.ts';
import { type Random, seeded } from '../seeded.ts';
import { beforeMail, between, contradictions, type Left, leftBehind, undone } from './check.ts';
import { type Office, openOffice } from './office.ts';
import { mailsIn, newMails, wrongMails } from './outbox.ts';

const longestMs = 1_000;
const patienceMs = 20_000;
const latestAfterMailMs = 4;

export interface MailCrashOptions {
  readonly kills: number;
  /** Fixes what is opened and when the kills come. */
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** What came of all kills; every list of misses is to be empty. */
export interface MailFigures {
  readonly kills: number;
  /** Kills that hit a message between its mail and its row, and before its mail. */
  readonly between: number;
  readonly beforeMail: number;
  readonly mails: number;
  readonly rows: number;
  /** Rows that were claimed more than once: the mail was handed over again, and was the same file. */
  readonly again: number;
  readonly dropped: number;
  readonly misses: {
    readonly contradictions: readonly string[];
    readonly undone: readonly string[];
    readonly wrong: readonly string[];
  };
}

interface Scene {
  readonly folder: string;
  readonly random: Random;
  readonly office: Office;
  /** The messages that a kill cut off so far. */
  readonly cutOff: Set<string>;
  host(): HostProcess;
  restart(): Promise<void>;
}

const openScene = async (folder: string, seed: number): Promise<Scene> => {
  let host = await startHostProcess(folder, 0);
  const url = host.url;
  return {
    folder,
    random: seeded(seed, 'mails'),
    office: await openOffice(() => url),
    cutOff: new Set(),
    host: () => host,
    async restart() {
      host = await startHostProcess(folder, Number(new URL(url).port));
    },
  };
};

/** The request of a host that was killed under it has no answer. */
const unlessKilled = async (scene: Scene, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!scene.host().isKilled()) throw error;
  }
};

/** The moment of a kill: as soon as a mail is there, or a random while after the work began. */
const momentOf = async ({ folder, random }: Scene): Promise<void> => {
  const [roll, which, after] = [random(), random(), random()];
  if (roll < 0.2) return void (await pause(after * longestMs));
  const { came, forget } = newMails(folder, 1 + Math.floor(which * 4));
  await Promise.race([came, pause(patienceMs)]);
  forget();
  if (roll < 0.6) await pause(after * latestAfterMailMs);
};

/** Lets mails be written, by the ladder and by a hand-over at once, and kills the host under it. */
const killAmongMails = async (scene: Scene): Promise<void> => {
  const { office, random } = scene;
  await office.nextDay(random);
  const moment = momentOf(scene);
  const working = [
    unlessKilled(scene, office.remind(false)),
    unlessKilled(scene, office.open(random)),
  ];
  await moment;
  await scene.host().kill();
  await Promise.all(working);
};

/** What one kill left, in short: messages that it and no kill before it cut off, and where. */
interface Kill {
  readonly between: readonly string[];
  readonly beforeMail: readonly string[];
  readonly contradictions: readonly string[];
}

const killOnce = async (scene: Scene): Promise<{ kill: Kill; mails: number }> => {
  const { folder, cutOff } = scene;
  await killAmongMails(scene);
  const left = await leftBehind(folder);
  const isNew = (message: string) => !cutOff.has(message);
  const kill = {
    between: between(left).filter(isNew),
    beforeMail: beforeMail(left).filter(isNew),
    contradictions: contradictions(left),
  };
  for (const message of [...kill.between, ...kill.beforeMail]) cutOff.add(message);
  return { kill, mails: left.mails.size };
};

/** Starts the host once more and lets it tell all that is due; what it left, and at which instant. */
const finish = async (scene: Scene): Promise<{ last: Left; now: string }> => {
  const { office, random } = scene;
  await scene.restart();
  for (let day = 0; day < 3; day += 1) {
    await office.pastLeases();
    await office.remind(true);
    await office.nextDay(random);
    await office.remind(true);
  }
  const now = await office.now();
  await scene.host().kill();
  return { last: await leftBehind(scene.folder), now };
};

const figuresOf = async (
  { folder }: Scene,
  kills: readonly Kill[],
  { last, now }: { last: Left; now: string },
): Promise<MailFigures> => ({
  kills: kills.length,
  between: kills.filter((kill) => kill.between.length > 0).length,
  beforeMail: kills.filter((kill) => kill.beforeMail.length > 0).length,
  mails: mailsIn(folder).size,
  rows: last.rows.filter(({ status }) => status === 'sent').length,
  again: last.rows.filter(({ status, attempts }) => status === 'sent' && attempts > 1).length,
  dropped: last.rows.filter(({ status }) => status === 'dropped').length,
  misses: {
    contradictions: [
      ...new Set([...kills.flatMap((kill) => kill.contradictions), ...contradictions(last)]),
    ],
    undone: undone(last, now),
    wrong: await wrongMails(folder, last.rows),
  },
});

const play = async (scene: Scene, { kills, tell }: MailCrashOptions): Promise<MailFigures> => {
  for (let opened = 0; opened < 8; opened += 1) await scene.office.open(scene.random);
  const met: Kill[] = [];
  while (met.length < kills) {
    if (met.length > 0) await scene.restart();
    const { kill, mails } = await killOnce(scene);
    met.push(kill);
    const hit = `${kill.between.length} between mail and ledger, ${kill.beforeMail.length} before the mail`;
    tell(`kill ${met.length}/${kills}: ${mails} mails, ${hit}`);
  }
  return figuresOf(scene, met, await finish(scene));
};

const isClean = ({ misses }: MailFigures): boolean =>
  Object.values(misses).every(({ length }) => length === 0);

/** Kills the host again and again around the writing of mails, and checks that each message is there exactly once. */
export const crashAmongMails = async (options: MailCrashOptions): Promise<MailFigures> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-crash-mails-'));
  const scene = await openScene(join(folder, 'data'), options.seed);
  try {
    const figures = await play(scene, options);
    if (isClean(figures)) rmSync(folder, { recursive: true, force: true });
    else options.tell(`the data is kept in ${folder}`);
    return figures;
  } finally {
    await scene.host().kill();
  }
};
