import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../adapters/hashing.ts';
import { inclusionPath, merkleRoot, rootOfPath } from '../domain/merkle.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array | undefined) => value && Buffer.from(value).toString('hex');

// The leaves and roots with which Certificate Transparency tests its trees (RFC 6962).
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('a Merkle tree', () => {
  it.each(roots.map((root, index) => [index + 1, root]))(
    'of %i leaves has the root of RFC 6962',
    (count, root) => {
      expect(hex(merkleRoot(leaves.slice(0, Number(count)), digest))).toBe(root);
    },
  );

  it('of nothing has the hash of nothing', () => {
    expect(hex(merkleRoot([], digest))).toBe(hex(digest(new Uint8Array())));
  });

  const trees = fc
    .array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })
    .chain((all) => fc.record({ all: fc.constant(all), index: fc.nat(all.length - 1) }));

  it('proves of each leaf that it is in its place', () => {
    fc.assert(
      fc.property(trees, ({ all, index }) => {
        const path = inclusionPath(all, index, digest);
        const place = { index, count: all.length };
        const leaf = all[index] ?? new Uint8Array();

        expect(hex(rootOfPath(leaf, place, path, digest))).toBe(hex(merkleRoot(all, digest)));
      }),
    );
  });

  it('proves nothing of another leaf, and nothing by a path that is too short or too long', () => {
    fc.assert(
      fc.property(trees, ({ all, index }) => {
        const path = inclusionPath(all, index, digest);
        const place = { index, count: all.length };
        const leaf = all[index] ?? new Uint8Array();
        const other = new Uint8Array([...leaf, 1]);
        const root = hex(merkleRoot(all, digest));

        expect(hex(rootOfPath(other, place, path, digest))).not.toBe(root);
        expect(rootOfPath(leaf, place, [...path, digest(leaf)], digest)).toBeUndefined();
        if (path.length > 0) expect(rootOfPath(leaf, place, path.slice(1), digest)).toBeUndefined();
      }),
    );
  });

  it('has no place beyond its leaves', () => {
    expect(() => inclusionPath(leaves, 8, digest)).toThrow('no leaf 8');
    expect(rootOfPath(bytes('00'), { index: 8, count: 8 }, [], digest)).toBeUndefined();
  });
});
