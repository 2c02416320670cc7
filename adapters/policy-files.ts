import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySetTextToParts, policyToJson, schemaToJson } from '@cedar-policy/cedar-wasm/nodejs';

/** The policies by their ids, and the words that they may use. */
export interface Policies {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
}

/** The id that a policy gives itself: it is kept in events and must not depend on the order of the files. */
const idOf = (policy: string, file: string): string => {
  const parsed = policyToJson(policy);
  const id = parsed.type === 'success' ? parsed.json.annotations?.id : undefined;
  if (!id) throw new Error(`a policy in ${file} has no @id`);
  return id;
};

const partsOf = (folder: string, file: string): string[] => {
  const parts = policySetTextToParts(readFileSync(join(folder, file), 'utf8'));
  if (parts.type === 'success') return parts.policies;
  throw new Error(`${file}: ${parts.errors.map(({ message }) => message).join('; ')}`);
};

/** Reads every policy of a folder. Throws when one does not parse, or two share an id: nothing is decided then. */
export const readPolicies = (folder: string): Policies => {
  const policies: Record<string, string> = {};
  const files = readdirSync(folder).filter((name) => name.endsWith('.cedar'));
  for (const file of files.sort())
    for (const policy of partsOf(folder, file)) {
      const id = idOf(policy, file);
      if (Object.hasOwn(policies, id)) throw new Error(`two policies are called ${id}`);
      policies[id] = policy;
    }
  return { schema: readFileSync(join(folder, 'ora.cedarschema'), 'utf8'), policies };
};

/** The facts that bear on each action, by name, as the schema declares them. */
export const contextsOf = (schema: string): ReadonlyMap<string, readonly string[]> => {
  const parsed = schemaToJson(schema);
  if (parsed.type === 'failure')
    throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  const { actions = {}, commonTypes = {} } = parsed.json[''] ?? {};
  const namesIn = (context: object | undefined): string[] => {
    if (context === undefined) return [];
    if ('attributes' in context) return Object.keys(context.attributes ?? {});
    return 'type' in context ? namesIn(commonTypes[String(context.type)]) : [];
  };
  return new Map(
    Object.entries(actions).map(([id, { appliesTo }]) => [id, namesIn(appliesTo?.context)]),
  );
};
