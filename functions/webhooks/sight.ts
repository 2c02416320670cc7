import type { Event } from '../../domain/events.ts';
import { type Acting, readingSideOf } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import { mayKnow } from '../http/event-facts.ts';
import { maySee } from '../http/permission.ts';
import { sightOf } from '../http/sight.ts';

/** Whose reviews a receiver is told of; of all where it names nobody. */
type Scope = Pick<Webhook, 'contributor' | 'mission'>;

/** With whose eyes a webhook looks: a viewer's of each scope that it has, or the Secretariat's. */
const eyesOf = ({ contributor, mission }: Scope): Acting[] => {
  const viewer = { id: 'webhook', role: 'viewer' } as const;
  const scoped = [
    ...(contributor ? [{ ...viewer, contributor }] : []),
    ...(mission ? [{ ...viewer, mission }] : []),
  ];
  return scoped.length > 0 ? scoped : [{ id: 'webhook', role: 'evaluator' }];
};

/** Whether a webhook may know of an event: with each pair of eyes that it has; what a side says to itself, nobody outside. */
export const mayBeTold = (scope: Scope, head: Head, event: Event): boolean => {
  if (event.type === 'comment-added' && event.facts.audience === 'side') return false;
  return eyesOf(scope).every(
    (eyes) =>
      readingSideOf(eyes) !== undefined &&
      maySee(eyes, head) &&
      mayKnow(event, sightOf(eyes, head)),
  );
};
