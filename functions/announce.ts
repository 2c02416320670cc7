import { startEvents } from '../adapters/executions.ts';
import { isListening } from '../adapters/listening.ts';
import { log } from '../adapters/log.ts';

/** Has webhooks told soon of what was just committed, where there are any; whatever fails here, the reminders machine does. */
export const announce = async (): Promise<void> => {
  if (!isListening()) return;
  try {
    await startEvents();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    log('warn', 'webhooks are left to the reminders', { error: name });
  }
};
