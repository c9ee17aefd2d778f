/** Figures of several runs, in the unit of the measurement. */
export interface Figures {
  min: number;
  median: number;
  max: number;
  runs: number;
}

/** The smallest, middle and largest of some values. */
export function figures(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
    runs: sorted.length,
  };
}

/** What several contestants took, round by round: a comparison within each round holds when the machine's speed drifts. */
export interface Contest<Name extends string> {
  /** The figures of one contestant. */
  of: (name: Name) => Figures;
  /** The figures of the ratio of one to another. */
  ratio: (name: Name, other: Name) => Figures;
  /** The figures of what one took more than another. */
  difference: (name: Name, other: Name) => Figures;
}

/**
 * Runs contestants in turn, round by round, so that a machine that slows down slows all. Every second round goes the other
 * way round, so that none always runs after the same one. The first round warms up.
 */
export async function contest<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Contest<Name>> {
  const names: Name[] = [];
  for (const name in contestants) names.push(name);
  for (const name of names) await contestants[name]();
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % 2 === 0 ? names : names.toReversed();
    for (const name of turn) values.get(name)?.push(await contestants[name]());
  }
  const valuesOf = (name: Name): number[] => values.get(name) ?? [];
  const pairs = (one: Name, other: Name): [number, number][] =>
    valuesOf(one).map((value, round) => [value, valuesOf(other)[round] ?? Number.NaN]);
  return {
    of: (name) => figures(valuesOf(name)),
    ratio: (name, other) => figures(pairs(name, other).map(([one, two]) => one / two)),
    difference: (name, other) => figures(pairs(name, other).map(([one, two]) => one - two)),
  };
}
