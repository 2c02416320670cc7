import fc from 'fast-check';
import { type Summary, type Voice, voices } from '../../domain/dashboard/summary.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { voiceNames } from '../../domain/stages.ts';
import { findInstrument } from '../../instruments/catalogue.ts';

const found = findInstrument('infantry-battalion', 2);
if (!found) throw new Error('the instrument is not in the catalogue');
/** The instrument that summaries at random are of. */
export const infantry: Instrument = found;

const day = fc.integer({ min: 0, max: 900 }).map((days) => {
  const at = new Date(Date.UTC(2025, 0, 1) + days * 86_400_000);
  return at.toISOString().slice(0, 10);
});
const instant = fc
  .tuple(day, fc.integer({ min: 0, max: 23 }))
  .map(([on, hour]) => `${on}T${String(hour).padStart(2, '0')}:30:00.000Z`);

const saidBy = (voice: Voice) =>
  fc
    .array(fc.constantFrom('S', 'S', 'S', 'N', 'U', 'A'), {
      minLength: infantry.criteria.length,
      maxLength: infantry.criteria.length,
    })
    .map((letters) =>
      infantry.criteria
        .map(({ stages }, place) =>
          stages.some((stage) => voiceNames[stage] === voice) ? letters[place] : '-',
        )
        .join(''),
    );

const ratings = fc
  .record({
    self: saidBy('self'),
    evaluation: saidBy('evaluation'),
    verification: saidBy('verification'),
  })
  .chain((all) =>
    fc
      .integer({ min: 0, max: 3 })
      .map((spoken) =>
        Object.fromEntries(voices.slice(0, spoken).map((voice) => [voice, all[voice]])),
      ),
  );

const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
const values = fc.record({
  'INF-B6': fc.record({ self: percent, evaluation: percent, verification: percent }),
  'INF-G1': fc.record({ self: percent, evaluation: percent, verification: percent }),
  'INF-G2': fc.record({ self: percent, verification: percent }),
});

const readable = fc.record({
  contributor: fc.constantFrom<Voice[]>(['self'], ['self', 'evaluation'], [...voices]),
  secretariat: fc.constant<Voice[]>([...voices]),
  mission: fc.constantFrom<Voice[]>(['verification'], [...voices]),
});

const verdict = fc.record({
  rating: fc.constantFrom('ready' as const, 'conditional' as const, 'not_ready' as const),
  limitedBy: fc.subarray(['INF-A1', 'INF-G1', 'INF-I2']),
  limits: fc.constantFrom<NonNullable<Summary['verdict']>['limits'][]>(
    [],
    [
      {
        kind: 'undeclared_caveat' as const,
        ref: 'caveat-9',
        undeclared: true as const,
        cap: 'not_ready' as const,
      },
    ],
  ),
});

const finding = fc.record(
  {
    criterion: fc.constantFrom('INF-A1', 'INF-G1'),
    owner: fc.constantFrom('contributor' as const, 'secretariat' as const, 'mission' as const),
    openedOn: day,
    dueOn: day,
    done: fc.constant(true as const),
  },
  { requiredKeys: ['criterion', 'owner', 'openedOn', 'dueOn'] },
);

/** What a review may come to, at random. */
export const anySummary: fc.Arbitrary<Summary> = fc.record(
  {
    id: fc.integer({ min: 0, max: 0xffffff }).map((id) => id.toString(16).padStart(20, '0')),
    n: fc.integer({ min: 1, max: 40 }),
    contributor: fc.constantFrom('RWA', 'GHA', 'NPL'),
    mission: fc.constantFrom('MINUSCA', 'UNMISS'),
    unit: fc.record({
      name: fc.constant('Fictional Battalion'),
      type: fc.constantFrom('INF_BN', 'INF_COY_QRF'),
    }),
    instrument: fc.constant({ id: infantry.id, version: infantry.version }),
    situation: fc.constantFrom(
      'self_assessment' as const,
      'evaluation' as const,
      'verification' as const,
      'closed' as const,
      'withdrawn' as const,
    ),
    holder: fc.constantFrom(
      'contributor' as const,
      'secretariat' as const,
      'mission' as const,
      null,
    ),
    openedAt: instant,
    dueAt: instant,
    plannedDeployment: day,
    submitted: fc.record(
      { self: instant, evaluation: instant, verification: instant },
      { requiredKeys: [] },
    ),
    passages: fc.record(
      {
        days: fc.record(
          { 'self-assessment': fc.nat(90), evaluation: fc.nat(40), verification: fc.nat(120) },
          { requiredKeys: [] },
        ),
        now: fc.record({
          stage: fc.constantFrom(
            'self-assessment' as const,
            'evaluation' as const,
            'verification' as const,
          ),
          since: day,
        }),
      },
      { requiredKeys: ['days'] },
    ),
    ratings,
    values,
    readable,
    released: fc.constantFrom([], ['caveats' as const]),
    verdict,
    caveats: fc.array(
      fc.record(
        {
          undeclared: fc.constant(true as const),
          standing: fc.constantFrom('undecided' as const, 'accepted' as const),
        },
        { requiredKeys: ['standing'] },
      ),
      { maxLength: 2 },
    ),
    certificates: fc.array(
      fc.record(
        {
          kind: fc.constantFrom(
            'operational_preparation' as const,
            'human_rights_screening' as const,
          ),
          held: fc.boolean(),
          until: day,
        },
        { requiredKeys: ['kind', 'held'] },
      ),
      { maxLength: 3 },
    ),
    findings: fc.array(finding, { maxLength: 3 }),
    superseded: fc.constant(true as const),
  },
  {
    requiredKeys: [
      'id',
      'n',
      'contributor',
      'mission',
      'unit',
      'instrument',
      'situation',
      'holder',
      'openedAt',
      'plannedDeployment',
      'submitted',
      'passages',
      'ratings',
      'values',
      'readable',
      'released',
      'caveats',
      'certificates',
      'findings',
    ],
  },
);
