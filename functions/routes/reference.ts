import * as z from 'zod';
import type { Person } from '../../adapters/people.ts';
import { unitsOf } from '../../adapters/units.ts';
import { Instrument } from '../../domain/instrument.ts';
import { sideOf } from '../../domain/permissions.ts';
import { Contributor, contributors } from '../../domain/reference/contributors.ts';
import { Mission, missions } from '../../domain/reference/missions.ts';
import { UnitType, unitTypes } from '../../domain/reference/unit-types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Iso3 } from '../../domain/review.ts';
import { instrumentIn } from '../../domain/words.ts';
import { findInstrument, instruments } from '../../instruments/catalogue.ts';
import {
  LanguageQuery,
  languageFor,
  Translation,
  translationIn,
  wordsIn,
} from '../http/language.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

const reference = { method: 'get', action: 'read-reference', status: 200 } as const;

/** Answers whoever may read reference data with all of a list. */
const listed =
  (items: readonly unknown[]) =>
  async ({ person }: { person: Person }) => {
    permit(person, 'read-reference');
    return { body: { items } };
  };

const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

const InstrumentSummary = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  notice: z.string(),
  unitTypes: z.array(z.string()),
});

export const instrumentsRoute = route({
  ...reference,
  path: '/v1/instruments',
  summary: 'List the instruments and their versions',
  response: itemsOf(InstrumentSummary),
  handle: listed(
    instruments.map(({ id, version, title, notice, unitTypes: types }) => ({
      id,
      version,
      title,
      notice,
      unitTypes: types,
    })),
  ),
});

export const instrumentRoute = route({
  ...reference,
  path: '/v1/instruments/{id}/{version}',
  summary: 'Read one version of an instrument, with all its criteria, in the language asked for',
  params: z.object({ id: z.string(), version: z.coerce.number().int() }),
  query: LanguageQuery,
  response: Instrument.safeExtend({ translation: Translation.optional() }),
  handle: async ({ person, params: { id, version }, query, headers }) => {
    permit(person, 'read-reference');
    const instrument = findInstrument(id, version);
    if (!instrument) throw new Refusal('not_found', problems.not_found[2]);
    const language = languageFor(query, headers);
    const shown = instrumentIn(wordsIn(language), instrument);
    return { body: { ...shown, translation: translationIn(language) }, language };
  },
});

export const missionsRoute = route({
  ...reference,
  path: '/v1/missions',
  summary: 'List the missions',
  response: itemsOf(Mission),
  handle: listed(missions),
});

export const contributorsRoute = route({
  ...reference,
  path: '/v1/contributors',
  summary: 'List the States that may contribute units',
  response: itemsOf(Contributor),
  handle: listed(contributors),
});

export const unitTypesRoute = route({
  ...reference,
  path: '/v1/unit-types',
  summary: 'List the types of units',
  response: itemsOf(UnitType),
  handle: listed(unitTypes),
});

export const unitsRoute = route({
  ...reference,
  path: '/v1/units',
  summary:
    'List what contributors provide to missions, as last imported; a State and a mission see their own',
  query: z.strictObject({ contributor: Iso3.optional() }),
  response: itemsOf(
    z.object({
      contributor: z.string(),
      mission: z.string(),
      unitType: z.string(),
      strength: z.int(),
      asOf: z.string(),
    }),
  ),
  handle: async ({ person, query }) => {
    permit(person, 'read-reference');
    const units = await unitsOf(person.contributor ?? query.contributor);
    const mine = units.filter(
      ({ contributor, mission }) =>
        (!query.contributor || contributor === query.contributor) &&
        (!person.mission || mission === person.mission),
    );
    const seesAny = sideOf(person.role) === 'secretariat' || person.contributor || person.mission;
    return { body: { items: seesAny ? mine : [] } };
  },
});
