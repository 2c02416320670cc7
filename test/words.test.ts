import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Language } from '../domain/language.ts';
import { instruments } from '../instruments/catalogue.ts';
import { words } from '../instruments/words.ts';
import { evaluator, openForm, opening, permanentMission, signedIn } from './support/client.ts';
import { faultsOf } from './support/faults-of-words.ts';
import { startHost } from './support/host.ts';

const criteria = instruments.flatMap((instrument) => instrument.criteria);
const sections = instruments.flatMap((instrument) =>
  instrument.sections.map(({ id, title }) => ({ instrument: instrument.id, id, title })),
);
const sortedSet = (names: readonly string[]) => [...new Set(names)].sort();

const translated = Language.exclude(['en']).options;

describe('the words of the instruments', () => {
  it('are there in the five official languages beside English', () => {
    expect(Object.keys(words).sort()).toEqual(['ar', 'es', 'fr', 'ru', 'zh']);
    expect([...translated].sort()).toEqual(['ar', 'es', 'fr', 'ru', 'zh']);
    expect(sortedSet(criteria.map(({ id }) => id))).toHaveLength(109);
  });

  it('serve all versions: a criterion or section that keeps its id keeps its English', () => {
    const said = [
      ...criteria.map(({ id, text, evidence }) => [id, `${text} | ${evidence}`]),
      ...sections.map(({ instrument, id, title }) => [`${instrument} ${id}`, title]),
    ] as const;
    const first = Object.fromEntries(said.toReversed());

    expect(said.filter(([id = '', text]) => first[id] !== text)).toEqual([]);
  });

  it.each(translated)('in %s are of every criterion and section, and of nothing else', (name) => {
    const { criteria: found, sections: titles } = words[name];
    const named = Object.entries(titles).flatMap(([instrument, of]) =>
      Object.keys(of).map((id) => `${instrument} ${id}`),
    );

    expect(Object.keys(found).sort()).toEqual(sortedSet(criteria.map(({ id }) => id)));
    expect(named.sort()).toEqual(
      sortedSet(sections.map(({ instrument, id }) => `${instrument} ${id}`)),
    );
  });

  it.each(translated)('in %s are translated, in its script, with every figure', (name) => {
    const { criteria: found, sections: titles } = words[name];
    const pairs = [
      ...criteria.map(({ id, text }) => [id, text, found[id]?.text]),
      ...criteria.map(({ id, evidence }) => [`${id} evidence`, evidence, found[id]?.evidence]),
      ...sections.map(({ instrument, id, title }) => [
        `${instrument} ${id}`,
        title,
        titles[instrument]?.[id],
      ]),
    ];

    const faults = pairs.flatMap(([id, english = '', text = '']) =>
      faultsOf(name, english, text).map((fault) => `${id} ${fault}: ${text}`),
    );

    expect(sortedSet(faults)).toEqual([]);
  });
});

describe('the check of words', () => {
  it.each([
    ['is blank', 'fr', 'Plan of 2015', ' '],
    ['begins or ends with a blank', 'es', 'Laundry', 'Lavandería '],
    ['is the English', 'fr', 'Laundry', 'Laundry'],
    ['is mostly in another script', 'ar', 'Laundry', 'Laundry غسل'],
    ['holds letters of another script', 'fr', 'Laundry', 'Blanchisserie (прачечная)'],
    ['holds letters of another script', 'ru', 'Laundry', 'Прaчечная'],
    ['holds letters of another script', 'zh', 'Laundry', '洗衣洗衣洗衣 غسل'],
    ['has other figures', 'ru', '15% by 2028', '15% к 2020 году'],
    ['has other figures', 'ar', 'Level 1', 'المستوى ١'],
    ['has other percentages', 'zh', '15% of all', '15的人员'],
  ] as const)('finds a text that %s', (fault, language, english, text) => {
    expect(faultsOf(language, english, text)).toContain(fault);
  });
});

describe('an instrument and a form over HTTP', () => {
  let host: Awaited<ReturnType<typeof startHost>>;
  beforeAll(async () => {
    host = await startHost();
  });
  afterAll(() => host.close());

  const path = '/v1/instruments/infantry-battalion/2';
  const unread = (language: Language) =>
    language === 'en' || words[language].reviewed ? undefined : { language, reviewed: false };
  const inLanguage = (range: string) => ({ 'accept-language': range });

  it.each([
    ['', {}, 'en'],
    ['', inLanguage('fr-CH, en;q=0.8'), 'fr'],
    ['', inLanguage('de, en;q=0.4, AR-eg;q=0.6'), 'ar'],
    ['', inLanguage('zh-Hant-TW'), 'zh'],
    ['', inLanguage('fr;q=0, ru;q=0.1'), 'ru'],
    ['', inLanguage('de, *;q=0.5, fr;q=0.2'), 'en'],
    ['', inLanguage('pt, tlh'), 'en'],
    ['', inLanguage(';;q=,,fr-;q=x, "'), 'fr'],
    ['?lang=es', inLanguage('fr'), 'es'],
    ['?lang=en', inLanguage('ar'), 'en'],
  ] as const)('answer to %j and %j in %s, and say so', async (query, headers, language) => {
    const reader = await signedIn(host.url, evaluator);
    const { body, headers: said } = await reader.get(`${path}${query}`, headers);

    expect(said.get('content-language')).toBe(language);
    expect(said.get('vary')).toContain('Accept-Language');
    expect(body.translation).toEqual(unread(language));
  });

  it('are in English as they stand in the file, unless another language is asked for', async () => {
    const reader = await signedIn(host.url, evaluator);
    const { body } = await reader.get(path);

    expect(JSON.stringify(body)).toBe(JSON.stringify(instruments[1]));
  });

  it('are in French and Arabic but for words: ids, measures and weights stay', async () => {
    const reader = await signedIn(host.url, evaluator);
    for (const language of ['fr', 'ar'] as const) {
      const { body } = await reader.get(`${path}?lang=${language}`);
      const titles = Object.values(words[language].sections['infantry-battalion'] ?? {});

      expect(body.sections.map(({ title }: { title: string }) => title)).toEqual(titles);
      expect(body.criteria).toEqual(
        instruments[1]?.criteria.map((one) => ({ ...one, ...words[language].criteria[one.id] })),
      );
    }
  });

  it('have one form in all languages: one ETag, the same answers, other words', async () => {
    const secretariat = await signedIn(host.url, evaluator);
    const state = await signedIn(host.url, permanentMission);
    const opened = await secretariat.post('/v1/reviews', opening);
    const english = await openForm(state, opened.body.id, 'self-assessment');
    const form = `/v1/reviews/${opened.body.id}/stages/self-assessment`;

    const arabic = await state.get(form, inLanguage('ar'));
    const saved = await state.put(
      `${form}/answers`,
      { answers: { 'INF-A1': { value: true } } },
      arabic.etag,
    );
    const russian = await state.get(`${form}?lang=ru`);

    expect(english.body).not.toHaveProperty('translation');
    expect(english.headers.get('content-language')).toBe('en');
    expect(arabic.headers.get('content-language')).toBe('ar');
    expect(arabic.etag).toBe(english.etag);
    expect(arabic.body.criteria[0]).toMatchObject(words.ar.criteria['INF-A1'] ?? {});
    expect(saved.status).toBe(200);
    expect(russian.body.answers).toEqual({ 'INF-A1': { value: true } });
    expect(russian.body.criteria[0]).toMatchObject(words.ru.criteria['INF-A1'] ?? {});
    expect(russian.body.translation).toEqual(unread('ru'));
  });

  it('refuse a language that is none of the six, and point at it', async () => {
    const reader = await signedIn(host.url, evaluator);
    const refused = await reader.get(`${path}?lang=de`);

    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/lang' }]);
  });
});
