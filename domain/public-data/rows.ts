import { type PublicDataSetName, publicDataSets } from './data-sets.ts';
import type { Published } from './published.ts';
import { lastDayOf } from './quarter.ts';
import { totalName, yearToDate } from './told.ts';

/** One public figure, by the names of its columns. */
export type PublicRow = Readonly<Record<string, string | number | null>>;

const afterTheRow = {
  Quarter: '#date+quarter',
  Last_Reporting_Date: '#date+end',
  Indicator: '#indicator+code',
  Value: '#indicator+value+num',
  Year_To_Date: '#indicator+value+num+ytd',
  Value_Status: '#status+value',
} as const;

/** The columns of a data set with their HXL tags, in their order. */
export const tagsOf = (name: PublicDataSetName): Readonly<Record<string, string>> => {
  const { by, tag } = publicDataSets[name];
  return { [by]: tag, ...afterTheRow };
};

/** The figures of the quarters, in order. What is withheld is null, for whichever reason: that is not told. */
export const publicRows = (
  name: PublicDataSetName,
  quarters: readonly Published[],
): readonly PublicRow[] => {
  const { by, indicators } = publicDataSets[name];
  return quarters.flatMap(({ quarter, rows, told }, place) => {
    const ofYear = quarters
      .slice(0, place + 1)
      .filter((one) => one.quarter.slice(0, 4) === quarter.slice(0, 4));
    return indicators.flatMap((indicator) =>
      [...rows, totalName].map((row) => {
        const value = told[indicator]?.[row] ?? null;
        const soFar = ofYear.map((one) => one.told[indicator] ?? {});
        return {
          [by]: row,
          Quarter: quarter,
          Last_Reporting_Date: lastDayOf(quarter),
          Indicator: indicator,
          Value: value,
          Year_To_Date: yearToDate(soFar, row),
          Value_Status: value === null ? 'withheld' : 'published',
        };
      }),
    );
  });
};
