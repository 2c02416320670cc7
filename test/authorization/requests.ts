import type { Action } from '../../domain/permissions.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import type { Route } from '../../functions/http/route.ts';
import { routes } from '../../functions/routes/table-of-routes.ts';
import type { Place } from './places.ts';
import { sampleOf } from './sample.ts';

/** One request on a review: what it asks for, and of which stage where that matters. */
export interface ReviewRequest {
  readonly action: Action;
  readonly stage: Stage | undefined;
  readonly method: string;
  readonly pathOf: (review: string) => string;
  readonly body: string | undefined;
  /** Whether it names a part of the review that is not there: allowed or not is said before. */
  readonly ofPart: boolean;
  /** Whether an allowed request without If-Match is asked for it, and so has no effect. */
  readonly wantsMatch: boolean;
}

const ownLadder = {
  id: 'own',
  hour: '09:00',
  manners: { perPersonPerDay: 3, quietOnDaysOff: true },
  steps: {},
};

/** What the least body of a route does not say: a rule between two fields, or what else it can ask for. */
const bodies: Readonly<Record<string, readonly (readonly [object, Action?])[]>> = {
  '/v1/ladders': [[ownLadder]],
  '/v1/calendars': [[{ id: 'own', timeZone: 'Africa/Kigali', weekend: [6, 7], holidays: [] }]],
  '/v1/webhooks/{id}/replays': [[{ from: '2027-06-01T00:00:00.000Z' }]],
  '/v1/reviews/{id}/assignments': [[{ team: 'Team 1' }]],
  '/v1/reviews/{id}/anchors': [[{ arrival: '2027-06-05' }]],
  '/v1/reviews/{id}/recomputations': [[{}], [{ approve: 'A'.repeat(43) }, 'approve-recomputation']],
  '/v1/reviews/{id}/migrations': [[{}], [{ approve: 'A'.repeat(43) }, 'migrate']],
  '/v1/reviews/{id}/caveats': [
    [{ kind: 'none', lifts: ['caveat-999999'] }],
    [{ kind: 'area', description: 'x', undeclared: true }, 'report-caveat'],
  ],
  '/v1/reviews/{id}/evidence': [[{ name: 'x.pdf' }]],
  '/v1/reviews/{id}/reverifications': [[{ criteria: ['x'] }]],
  '/v1/reviews/{id}/next-cycle': [[{ instrument: { version: 999 } }]],
};

const firstGiven = ({ path }: Route): object => bodies[path]?.[0]?.[0] ?? {};

/** The least body that a route takes, with `given` in it; undefined where it takes none. */
export const bodyOf = (route: Route, given: object = firstGiven(route)): string | undefined => {
  const { method, path, body } = route;
  if (!body) return undefined;
  try {
    return JSON.stringify(sampleOf(body, given));
  } catch (error) {
    const detail = `give a body for ${method} ${path} in test/authorization/requests.ts`;
    throw new Error(detail, { cause: error });
  }
};

/** A body that says this at a place, and else as little as the route takes. */
export const bodyWith = ({ route, path }: Place, value: string): string => {
  const { body } = route;
  if (!body) throw new Error(`${route.path} has no body`);
  const more = [[{}] as const, ...(bodies[route.path] ?? [])];
  for (const [given] of more)
    try {
      return JSON.stringify(sampleOf(body, given, { path, value }));
    } catch {}
  throw new Error(`give a body with ${path.join('/')} for ${route.path} in requests.ts`);
};

/** The stages that a route is asked about: by its path, by its body, or none. */
const stagesOf = ({ path, action }: Route): (Stage | undefined)[] =>
  path.includes('{stage}') || action === 'assign' ? [...stages] : [undefined];

const requestFor = (
  route: Route,
  stage: Stage | undefined,
  [given, other]: readonly [object, Action?],
): ReviewRequest => {
  const { action, method, path, wants = [], toApprove = [] } = route;
  if (action === 'signed-in') throw new Error(`${path} is on a review, but asks for no action`);
  const filled = path.replace('{stage}', stage ?? '');
  return {
    action: other ?? action,
    stage,
    method: method.toUpperCase(),
    pathOf: (review) => filled.replace('{id}', review).replaceAll(/\{(\w+)\}/g, '$1-999999'),
    ofPart: /\{(?!id\})/.test(filled),
    body: bodyOf(route, { ...given, ...(stage && action === 'assign' && { stage }) }),
    wantsMatch: [...wants, ...('approve' in given ? toApprove : [])].includes('if-match'),
  };
};

const isOnReview = ({ path }: Route) => path.startsWith('/v1/reviews/{id}');

/** Every request that the routes of the API take on a review, commands first: what is read may be noted. */
export const reviewRequests: readonly ReviewRequest[] = routes
  .filter(isOnReview)
  .toSorted((one, other) => Number(one.method === 'get') - Number(other.method === 'get'))
  .flatMap((route) =>
    stagesOf(route).flatMap((stage) =>
      ((route.body && bodies[route.path]) ?? [[{}] as const]).map((given) =>
        requestFor(route, stage, given),
      ),
    ),
  );
