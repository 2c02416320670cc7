import type { ColumnType } from '../../domain/export/column.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const offices = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// Plain, header, day, instant, and text that stays text when it is edited.
const formats = [
  '',
  'fontId="1" applyFont="1" numFmtId="49"',
  'numFmtId="164"',
  'numFmtId="165"',
  'numFmtId="49"',
];

const style: Readonly<Record<ColumnType, number>> = {
  string: 4,
  integer: 0,
  number: 0,
  boolean: 0,
  date: 2,
  datetime: 3,
};

/** The place of a type’s format among the styles. */
export const styleOf = (type: ColumnType): number => style[type];

const cellFormats = formats
  .map(
    (format) =>
      `<xf ${format.includes('numFmtId') ? format : 'numFmtId="0"'}${format.includes('fontId') ? '' : ' fontId="0"'} fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  )
  .join('');

/** The styles of every workbook. */
export const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${cellFormats}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** What the package holds: a workbook. */
export const rootRelations = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${offices}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The sheets of the workbook, by name, in their order. */
export const workbook = (sheets: readonly string[]): string => {
  const entries = sheets.map(
    (name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${offices}"><sheets>${entries.join('')}</sheets></workbook>`;
};

const numbered = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, at) => write(at + 1)).join('');

/** Where the workbook finds its sheets and styles. */
export const workbookRelations = (count: number): string => {
  const sheets = numbered(
    count,
    (n) =>
      `<Relationship Id="rId${n}" Type="${offices}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${sheets}<Relationship Id="rId${count + 1}" Type="${offices}/styles" Target="styles.xml"/></Relationships>`;
};

/** What each part of the package is. */
export const contentTypes = (count: number): string => {
  const sheets = numbered(
    count,
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${part}.worksheet+xml"/>`,
  );
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${part}.styles+xml"/>${sheets}</Types>`;
};
