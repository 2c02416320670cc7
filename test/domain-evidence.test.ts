import { describe, expect, it } from 'vitest';
import { EvidenceType, isOfType } from '../domain/dossier/evidence-types.ts';

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A ZIP archive as far as its type is told from it: the headers of its files, with what is stored in them. */
const zip = (entries: Record<string, string>) =>
  letters(
    Object.entries(entries)
      .map(([name, content]) => {
        const length = String.fromCharCode(name.length, 0);
        return `PK\u0003\u0004${'\u0000'.repeat(22)}${length}\u0000\u0000${name}${content}`;
      })
      .join(''),
  );

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const odt = 'application/vnd.oasis.opendocument.text';
const long = `word/${'a'.repeat(150)}.xml`;

const samples: Readonly<Record<string, readonly [EvidenceType | 'none', Uint8Array]>> = {
  'a PDF': ['application/pdf', letters('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\u0000')],
  'a PNG': ['image/png', letters('\u0089PNG\r\n\u001a\n\u0000')],
  'a JPEG': ['image/jpeg', letters('\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF')],
  'a document of Word': [word, zip({ '[Content_Types].xml': '\u0001', 'word/document.xml': '' })],
  'one with a long name in it': [word, zip({ '_rels/.rels': '\u0001', [long]: '' })],
  'a sheet of Excel': [excel, zip({ '[Content_Types].xml': '\u0001', 'xl/workbook.xml': '' })],
  'an OpenDocument text': [odt, zip({ mimetype: odt, 'content.xml': '' })],
  'an OpenDocument sheet': [
    'none',
    zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' }),
  ],
  'any other archive': ['none', zip({ 'setup.exe': 'MZ\u0000', 'notes/word/': '\u0000' })],
  'a program': ['none', letters('MZ\u0090\u0000\u0003\u0000')],
  'a PDF behind something else': ['none', letters('\u0000%PDF-1.7')],
};

const isText = (type: EvidenceType) => type === 'text/plain' || type === 'text/csv';

describe('the type of a file', () => {
  it.each(Object.entries(samples))('is told from how it begins: %s', (_, [type, sample]) => {
    const fitting = EvidenceType.options.filter((option) => isOfType(option, sample));

    expect(fitting).toEqual(type === 'none' ? [] : [type]);
  });

  it.each([
    ['unit;strength\r\nINF;850\r\n', true],
    ['Pr\u00fcfbericht', true],
    ['f\u0000', false],
    ['a\u001bb', false],
  ])('is text where nothing but text is in it: %j %s', (text, is) => {
    const fitting = EvidenceType.options.filter((type) => isOfType(type, letters(text)));

    expect(fitting).toEqual(is ? EvidenceType.options.filter(isText) : []);
  });

  it('is none of an empty file but text', () => {
    expect(EvidenceType.options.filter((type) => isOfType(type, new Uint8Array()))).toEqual(
      EvidenceType.options.filter(isText),
    );
  });
});
