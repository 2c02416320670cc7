import { type FigureRow, rowOf } from './figure.ts';
import { type Figures, partsOf, sumOf } from './selection.ts';

/** Units below the standard, by what of their equipment. */
export const equipment = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'equipmentOf', 1).map((criterion) =>
    rowOf(
      figures,
      { criterion },
      {
        under: { figure: 'equipment', where: ['', criterion] },
        units: { figure: 'equipmentOf', where: ['', criterion] },
      },
    ),
  );

/** The same by mission. */
export const equipmentByMission = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'equipmentUnit', 0).map((mission) =>
    rowOf(
      figures,
      { mission },
      {
        units: { figure: 'equipmentUnit', where: [mission] },
        values: { figure: 'equipment', where: [mission] },
      },
    ),
  );

/** The share of women as the units said it, by type of unit. */
export const womensShare = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'women', 0).map((unitType) => {
    const row = rowOf(
      figures,
      { unitType },
      {
        units: { figure: 'women', where: [unitType] },
        met: { figure: 'womenMet', where: [unitType] },
      },
    );
    const sum = sumOf(figures, { figure: 'womenSum', where: [unitType] });
    const units = sumOf(figures, { figure: 'women', where: [unitType] });
    return { ...row, mean: Math.round((sum / units) * 10) / 10 };
  });
