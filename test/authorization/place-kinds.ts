import { nameOf, type Place } from './places.ts';

/** What an id is of. */
export type IdOf =
  | 'review'
  | 'caveat'
  | 'finding'
  | 'evidence'
  | 'person'
  | 'delegation'
  | 'meeting'
  | 'State'
  | 'mission'
  | 'export token'
  | 'cursor';

/** Words, or what everybody can read: instruments, ladders, calendars, obligations, and the codes of States and missions where one may name any. */
const harmless: readonly RegExp[] = [
  /^body (.*\/)?(action|bodies\/\*|comment|csv|description|documentSymbol|email|name|notes?)$/,
  /^body (.*\/)?(outcome|participants\/\*|point|reasons?|remark|reply|requirement|rotation)$/,
  /^body (.*\/)?(signatory|statement|symbol|team|text|title|value|views|wanted|what)$/,
  /^body (.*\/)?(criterion|criteria\/\*|ready\/\*|reattested\/\*|section)$/,
  /^body (.*\/)?(instrument\/id|type|sha256|approve|ladder|calendar|timeZone)$/,
  /^body (.*\/)?(contributor|mission|states\/\*|invited\/\*|holders\/\*|owner|party|raisedBy)$/,
  /^path (file|stage|n|obligation|version)$/,
  /^query (asOf|bom|book|dryRun|figure|from|lang|overdue|token|until|where)$/,
];

const byName: Readonly<Record<string, IdOf>> = {
  'path caveat': 'caveat',
  'path evidence': 'evidence',
  'path finding': 'finding',
  'path iso3': 'State',
  'query contributor': 'State',
  'query mission': 'mission',
  'query cursor': 'cursor',
  'query review': 'review',
  'body answers/{}/carried/review': 'review',
  'body answers/{}/evidence/*': 'evidence',
  'body discussedIn/*': 'meeting',
  'body evidence/*': 'evidence',
  'body findings/*': 'finding',
  'body from': 'person',
  'body id': 'person',
  'body lifts/*': 'caveat',
  'body person': 'person',
  'body review': 'review',
  'body reviews/*': 'review',
  'body supersedes': 'meeting',
  'body supersedes/expectation': 'meeting',
  'body to': 'person',
};

const byCollection: Readonly<Record<string, IdOf>> = {
  reviews: 'review',
  people: 'person',
  undeliverable: 'person',
  delegations: 'delegation',
  'export-tokens': 'export token',
  dialogue: 'meeting',
  missions: 'mission',
};

/** What stands at a place: `harmless`, an id of something, or undefined where nobody has said so yet. */
export const kindOf = (place: Place): IdOf | 'harmless' | undefined => {
  const name = nameOf(place);
  const [, , collection = ''] = place.route.path.split('/');
  if (collection === 'ladders' || collection === 'calendars') return 'harmless';
  // Only an administrator comes so far, and to them every webhook is known.
  if (collection === 'webhooks' && name !== 'body review' && name !== 'query cursor')
    return 'harmless';
  if (name === 'path id')
    return collection === 'instruments' ? 'harmless' : byCollection[collection];
  if (harmless.some((pattern) => pattern.test(name))) return 'harmless';
  return byName[name];
};
