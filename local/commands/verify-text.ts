import type { Misfit } from '../../domain/verification/misfit.ts';
import type { Report } from '../../domain/verification/verify-record.ts';

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;

const misfitText = ({ chain, seq, anchor, why }: Misfit): string => {
  if (chain === undefined) return `  root ${anchor} ${why}`;
  return seq === undefined ? `  ${chain} ${why}` : `  ${chain}, event ${seq}: ${why}`;
};

const fitText = ({ misfits }: Report): string[] =>
  misfits.length === 0
    ? ['Everything that was compared fits.']
    : ['What does not fit, each from its first event on:', '', ...misfits.map(misfitText)];

const vouchedText = ({ vouchedUpTo, young, misfits }: Report): string[] => {
  if (vouchedUpTo === undefined)
    return [
      'Vouched for up to: nothing, because no signed root was given, with its key, that covers all of it.',
    ];
  const but = misfits.length > 0 ? ', but for what is named above' : '';
  const { events, underReceipt } = young;
  return [
    `Vouched for up to ${vouchedUpTo}${but}.`,
    ...(events > 0
      ? [
          `${counted(events, 'event')} came after the last root; a receipt protects ${underReceipt} of them.`,
        ]
      : []),
  ];
};

/** The report of a verification as a person reads it. */
export const reportText = (report: Report): string => {
  const { chains, events, anchors, receipts, cannotTell } = report;
  const what = [
    counted(chains, 'chain'),
    counted(events, 'event'),
    counted(anchors, 'root'),
    counted(receipts, 'receipt'),
  ];
  return [
    `Compared ${what.join(', ')}.`,
    '',
    ...fitText(report),
    '',
    ...vouchedText(report),
    ...(cannotTell.length > 0
      ? ['', 'Cannot be told from what was given:', ...cannotTell.map((claim) => `  - ${claim}`)]
      : []),
  ].join('\n');
};
