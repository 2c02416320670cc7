import { type PublicDataSetName, publicDataSets } from './data-sets.ts';
import type { Published } from './published.ts';
import { firstDayOf, lastDayOf } from './quarter.ts';
import { tagsOf } from './rows.ts';

const rule =
  'A figure is told when it is of at least three contributors and five reviews, and others than the two largest contributors have a fifth of the largest one’s number at least. What is withheld is so together with other figures until it is, in sum, as safe; a year is summed up only while no quarter of it was withheld. Published figures are never changed.';

/**
 * What a data set is. The names with blanks are those of the UN Peace and Security Data Hub, as programs that
 * read it use them; the others are ours.
 */
export const metadataOf = (name: PublicDataSetName, quarters: readonly Published[]) => {
  const { name: title, description } = publicDataSets[name];
  const [first] = quarters;
  const last = quarters.at(-1);
  return {
    'Dataset ID': name,
    Name: title,
    Description: description,
    'Update Frequency': 'Quarterly',
    'Start Range': first ? firstDayOf(first.quarter) : null,
    'End Range': last ? lastDayOf(last.quarter) : null,
    'Visualization Link': null,
    Tags: [{ Tag: 'Peacekeeping' }, { Tag: 'Readiness' }],
    Columns: Object.keys(tagsOf(name)),
    Publisher:
      'This system of Operational Readiness Assurance; not a data set of the United Nations.',
    Disclosure_Control: rule,
    Demonstration: quarters.some(({ demonstration }) => demonstration),
    Published_At: last?.publishedAt ?? null,
  };
};
