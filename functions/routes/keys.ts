import { signingKey } from '../../adapters/signing.ts';
import { PublicKeys } from '../../domain/public-key.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

export const keysRoute = route({
  method: 'get',
  path: '/v1/keys',
  summary:
    'Read the public key by which the record signs now, as a JWK set; save it elsewhere, beside those that came before it',
  action: 'read-keys',
  status: 200,
  response: PublicKeys,
  handle: async ({ person }) => {
    permit(person, 'read-keys');
    return { body: { keys: [await signingKey()] } };
  },
});
