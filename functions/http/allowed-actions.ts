import {
  type Acting,
  type Action,
  instrumentActions,
  reviewActions,
} from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { stages } from '../../domain/stages.ts';
import { decisionOn } from './permission.ts';

/** Actions that are allowed for one stage and not for another. */
const ofStages: readonly Action[] = ['read-form', 'save-draft', 'submit', 'assign'];

/** All that this person may do on the review as it stands now, for some stage at least. */
export const allowedActions = (acting: Acting, head: Head): Action[] =>
  [...reviewActions, ...instrumentActions].filter((action) =>
    ofStages.includes(action)
      ? stages.some((stage) => decisionOn(acting, action, head, stage).allowed)
      : decisionOn(acting, action, head).allowed,
  );
