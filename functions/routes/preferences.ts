import { getPerson, putPerson } from '../../adapters/people.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Preferences } from '../../domain/people/preferences.ts';
import { personTag, requireMatch } from '../http/etag.ts';
import { HttpRefusal } from '../http/problem.ts';
import { route } from '../http/route.ts';

export const preferencesRoute = route({
  method: 'put',
  path: '/v1/people/me/preferences',
  summary: 'Say in which language, and by the clocks of which time zone, you are written to',
  action: 'signed-in',
  wants: ['if-match'],
  body: Preferences,
  status: 200,
  response: Preferences.meta({ id: 'Preferences' }),
  handle: async ({ person: { id }, body: { language, timeZone }, headers }) => {
    const own = await getPerson(id);
    if (!own || own.erased) throw new HttpRefusal('unauthenticated');
    requireMatch(headers, personTag(own.version));
    try {
      const after = await putPerson({ ...own, language, timeZone }, own);
      return { body: { language, timeZone }, etag: personTag(after.version) };
    } catch (error) {
      if (error instanceof LostCondition) throw new HttpRefusal('stale_version');
      throw error;
    }
  },
});
