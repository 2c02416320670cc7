import * as z from 'zod';
import { eventTypes } from '../events.ts';
import { Iso3, MissionAcronym } from '../review.ts';
import { Instant, line } from '../text.ts';

/** What a webhook is registered with: where to, and what of. */
export const WebhookRequest = z
  .strictObject({
    url: z.string().max(1000).meta({ format: 'uri' }),
    description: line(120).optional(),
    /** The events that are wanted; all where none is named. */
    types: z.array(z.enum(eventTypes)).min(1).max(eventTypes.length).optional(),
    /** Only reviews of this State, and of each only what that State may know. */
    contributor: Iso3.optional(),
    /** Only reviews of this mission, and of each only what that mission may know. */
    mission: MissionAcronym.optional(),
  })
  .meta({ id: 'WebhookRequest' });
export type WebhookRequest = z.output<typeof WebhookRequest>;

/** A place outside to which events are delivered. Its secret lies elsewhere. */
export const Webhook = z.object({
  ...WebhookRequest.shape,
  id: z.string(),
  by: z.string(),
  made: Instant,
  /** How often its secret was replaced, and when last. */
  rotation: z.int().min(0),
  rotated: Instant.optional(),
  /** Nothing is sent any more until an admin resumes it; nothing is lost meanwhile. */
  disabled: z.strictObject({ at: Instant, reason: z.enum(['failing', 'gone']) }).optional(),
  revoked: Instant.optional(),
  version: z.int().min(1),
});
export type Webhook = z.output<typeof Webhook>;

/** What a webhook chooses by. */
export interface Occurrence {
  readonly contributor: string;
  readonly mission: string;
  readonly type: string;
}

/** Whether a webhook wants an event, by its type and by whose review it is. */
export const wants = ({ types, contributor, mission }: Webhook, occurrence: Occurrence): boolean =>
  (types === undefined || types.some((type) => type === occurrence.type)) &&
  (contributor === undefined || contributor === occurrence.contributor) &&
  (mission === undefined || mission === occurrence.mission);

/** Whether anything is sent to it now. */
export const isActive = ({ disabled, revoked }: Webhook): boolean => !disabled && !revoked;

/** How long the secret before still signs after it was replaced, in milliseconds. */
export const bothSign = 24 * 3_600_000;

/** After how many milliseconds of failing alone nothing is sent any more. */
export const failsFor = 5 * 24 * 3_600_000;
