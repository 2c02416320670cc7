/** SHA-256 of bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

// A leaf and a node never hash the same bytes (RFC 6962 section 2.1).
const leafTag = 0;
const nodeTag = 1;

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0));
  bytes[0] = tag;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

const leafHash = (leaf: Uint8Array, digest: Digest): Uint8Array => digest(tagged(leafTag, leaf));

const nodeHash = (left: Uint8Array, right: Uint8Array, digest: Digest): Uint8Array =>
  digest(tagged(nodeTag, left, right));

/** The largest power of two below a count of two or more: how many leaves the left side holds. */
const leftOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

const rootOfHashes = (hashes: readonly Uint8Array[], digest: Digest): Uint8Array => {
  const [only] = hashes;
  if (!only) return digest(new Uint8Array());
  if (hashes.length === 1) return only;
  const left = leftOf(hashes.length);
  return nodeHash(
    rootOfHashes(hashes.slice(0, left), digest),
    rootOfHashes(hashes.slice(left), digest),
    digest,
  );
};

const pathIn = (hashes: readonly Uint8Array[], index: number, digest: Digest): Uint8Array[] => {
  if (hashes.length === 1) return [];
  const left = leftOf(hashes.length);
  const [before, after] = [hashes.slice(0, left), hashes.slice(left)];
  return index < left
    ? [...pathIn(before, index, digest), rootOfHashes(after, digest)]
    : [...pathIn(after, index - left, digest), rootOfHashes(before, digest)];
};

/** The Merkle tree hash of leaves in their order (RFC 6962 section 2.1). */
export const merkleRoot = (leaves: readonly Uint8Array[], digest: Digest): Uint8Array =>
  rootOfHashes(
    leaves.map((leaf) => leafHash(leaf, digest)),
    digest,
  );

/** The hashes that lead from one leaf to the root, nearest first (RFC 6962 section 2.1.1). */
export const inclusionPath = (
  leaves: readonly Uint8Array[],
  index: number,
  digest: Digest,
): Uint8Array[] => {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`there is no leaf ${index}`);
  return pathIn(
    leaves.map((leaf) => leafHash(leaf, digest)),
    index,
    digest,
  );
};

const climb = (
  hash: Uint8Array,
  [index, count]: readonly [number, number],
  path: readonly Uint8Array[],
  digest: Digest,
): Uint8Array | undefined => {
  const sibling = path.at(-1);
  if (count === 1) return sibling ? undefined : hash;
  if (!sibling) return undefined;
  const left = leftOf(count);
  const isLeft = index < left;
  const place = isLeft ? ([index, left] as const) : ([index - left, count - left] as const);
  const own = climb(hash, place, path.slice(0, -1), digest);
  return own && (isLeft ? nodeHash(own, sibling, digest) : nodeHash(sibling, own, digest));
};

/** The root that a leaf and its path lead to; undefined when the path cannot belong to that place. */
export const rootOfPath = (
  leaf: Uint8Array,
  place: { readonly index: number; readonly count: number },
  path: readonly Uint8Array[],
  digest: Digest,
): Uint8Array | undefined => {
  if (!(place.index >= 0 && place.index < place.count)) return undefined;
  return climb(leafHash(leaf, digest), [place.index, place.count], path, digest);
};
