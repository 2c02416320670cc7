import { inventedComment } from './invented-answers.ts';

/** Whom an invented dialogue is about: a mission, a contributor to it, one of its reviews, and days before the end. */
interface About {
  readonly mission: string;
  readonly contributor: string;
  readonly review: string;
  readonly dayBefore: (days: number) => string;
}

const invented = (text: string): string => `${inventedComment} ${text}`;

export const inventedBriefing = ({ mission, contributor, review, dayBefore }: About) => ({
  mission,
  date: dayBefore(60),
  briefer: 'secretariat',
  invited: [contributor],
  participants: ['Office of Military Affairs', 'Police Division'],
  topics: ['conflict_assessment', 'capability_needs', 'rules_of_engagement_briefed_on'],
  views: invented('The contributor asked for more time for its vehicles.'),
  followUps: [
    {
      what: invented('Send the list of vehicles that are wanted.'),
      owner: 'secretariat',
      dueOn: dayBefore(45),
    },
  ],
  reviews: [review],
});

export const inventedConsultation = ({ mission, contributor, review, dayBefore }: About) => ({
  mission,
  date: dayBefore(30),
  format: 'informal',
  attendance: { states: [contributor], bodies: ['Working Group on Peacekeeping Operations'] },
  points: [
    {
      raisedBy: contributor,
      point: invented('Air support is late.'),
      reply: invented('A second helicopter unit is asked for.'),
      closed: true,
    },
    { raisedBy: 'council', point: invented('Civilians come first.'), closed: false },
  ],
  reviews: [review],
});

/** One that is agreed, one that is contested, and one that nobody has discussed. */
export const inventedExpectations = (
  { mission, contributor, review, dayBefore }: About,
  discussedIn: readonly string[],
) => {
  const common = { mission, date: dayBefore(30), reviews: [review] };
  const stance = (of: string) => [{ party: contributor, stance: of }];
  return [
    {
      ...common,
      statement: invented('Every unit arrives with its own medical post.'),
      subject: 'equipment',
      holders: ['secretariat'],
      stances: stance('agreed'),
      discussedIn,
    },
    {
      ...common,
      statement: invented('Contingents patrol at night.'),
      subject: 'use_of_force',
      holders: ['council', 'secretariat'],
      stances: stance('contested'),
      discussedIn,
    },
    {
      ...common,
      statement: invented('Every unit has an engagement team of women and men.'),
      subject: 'protection_of_civilians',
      holders: ['secretariat'],
      stances: stance('not_discussed'),
    },
  ];
};

export const inventedCommitment = ({ mission, dayBefore }: About) => ({
  mission,
  date: dayBefore(50),
  statement: invented('The unit stays for two rotations.'),
  level: 'minister',
  signatory: 'Minister of Defence',
});

export const inventedThreat = ({ mission, review, dayBefore }: About) => ({
  mission,
  date: dayBefore(90),
  title: invented('Explosive devices on supply routes'),
  symbol: 'INVENTED/1',
  classification: 'unclassified',
  requirement: invented('Mine-protected vehicles for each company.'),
  reviews: [review],
});

/** A newer assessment, on which the review does not rest yet: its check and its verdict will say so. */
export const inventedNewerThreat = (about: About, supersedes: string) => {
  const { reviews: _, ...older } = inventedThreat(about);
  return { ...older, date: about.dayBefore(5), symbol: 'INVENTED/2', supersedes };
};
