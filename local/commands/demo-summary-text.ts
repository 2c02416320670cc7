import type { Summary } from '../demo/summary.ts';

const lines = (rows: readonly (readonly [string, string | number])[]): string[] =>
  rows.map(([name, value]) => `${name.padEnd(34)}${String(value).padStart(6)}`);

const endings: Record<Summary['clock'], string> = {
  'caught-up': 'The clock of the host was behind and now shows the time of this machine.',
  ahead: 'The clock of the host went 18 months forward from where it stood.',
  fixed: 'The clock of a deployment cannot be moved: all of it happened today.',
};

/** The summary table of a demonstration; its last line says it all. */
export const summaryText = (summary: Summary): string => {
  const { closed, open, stuck, verdicts, openByStage, problems } = summary;
  return [
    `${summary.from.slice(0, 10)} to ${summary.to.slice(0, 10)}. ${endings[summary.clock]}`,
    'Units are fictional and answers invented; contributors and missions are real.',
    '',
    ...lines([
      ['Closed', closed],
      ['  ready', verdicts.ready],
      ['  conditional', verdicts.conditional],
      ['  not ready', verdicts.not_ready],
      ['Open', open],
      ['  in self-assessment', openByStage['self-assessment']],
      ['  in evaluation', openByStage.evaluation],
      ['  in verification', openByStage.verification],
      ['  overdue', summary.overdue],
      ['Returned to the contributor', summary.returned],
      ['A stage submitted late', summary.late],
      ['Records checked, link by link', summary.recordsChecked],
      ['Dialogue of a mission, records', summary.dialogue],
    ]),
    '',
    ...problems.map((problem) => `! ${problem}`),
    `${closed} closed, ${open} open, ${stuck} stuck`,
  ].join('\n');
};
