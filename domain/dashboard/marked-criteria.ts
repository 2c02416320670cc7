/**
 * Criteria whose percentage is a figure of its own, in every version of the instruments: which they are, and
 * what they are shown as, is this project's choice. A test holds them against the instruments.
 */
export const markedCriteria = {
  /** Present, serviceable, to the MOU: measured by the 90 per cent of contingent-owned equipment. */
  equipment: [
    'INF-G1',
    'INF-G2',
    'INF-G3',
    'INF-G4',
    'FPU-G1',
    'FPU-G2',
    'FPU-G3',
    'FPU-G4',
    'FPU-G5',
  ],
  womensShare: ['INF-B6', 'FPU-B6'],
} as const satisfies Record<string, readonly string[]>;

/** Below this percentage, equipment is shown. */
export const equipmentStandard = 90;
