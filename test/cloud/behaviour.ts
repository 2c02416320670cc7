/** Tests of the embedded host that ask by HTTP alone, and so ask a deployment the very same. */
const always = ['walk-through', 'evidence-next-cycle', 'explanation', 'import', 'plan'];

/** More of them, when ORA_CLOUD_ALL is set: minutes each, as every task is a process of its own on an emulator. */
const onRequest = [
  ...['caveats', 'certificates', 'chain', 'evidence-answers', 'next-cycle', 'own-ladders'],
  ...['preparation', 'problems', 'recomputation', 'words'],
];

/** The files of both lists that are run, from the root. */
export const behaviour = [...always, ...(process.env.ORA_CLOUD_ALL ? onRequest : [])].map(
  (name) => `test/${name}.test.ts`,
);
